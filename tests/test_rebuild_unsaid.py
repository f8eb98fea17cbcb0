"""Lists, settings, subtitles and marked-up manuals say nothing in which a discussion could be looked for."""

from __future__ import annotations

import time

import pytest

from commentariat import threads

HOSTS = "# Hosts that nobody needs\n# Kept since 2016\n\n" + "\n".join(
    f"0.0.0.0 lamp{at}.{('fog', 'horn', 'reef', 'shoal')[at % 4]}{at % 17}.example" for at in range(6000)
)
WORDS = "\n".join(
    sorted(
        {"gestern", "heute", "hier"}
        | {
            start + stem + end
            for start in ("ge", "ver", "be", "hin", "her", "heute", "gestern", "zu")
            for stem in ("lauf", "seh", "steh", "sag", "kenn")
            for end in ("en", "t", "st", "e", "end", "er", "es", "em")
        }
    )
)
DICTIONARY = "\n".join(f"灯塔{chr(0x4E00 + at)} {at * 37} n" for at in range(400))
SUBTITLES = "\n\n".join(
    f"{at}\n00:0{at // 60}:{at % 60:02d},100 --> 00:0{at // 60}:{at % 60:02d},900\nThe keeper said that it went out."
    for at in range(1, 120)
)
LOG = "\n".join(
    f"Dec 10 06:{at // 60:02d}:{at % 60:02d} reef lampd[{at}]: the keeper asked for lamp {at % 7}, was that you?"
    for at in range(300)
)
SAYINGS = "\n%\n".join(
    f"A lamp that is lit {at} times goes out as often, I think.\n\n\tOdda Brim{at % 5}" for at in range(60)
)
DIRECTIVES = """:Authors: Odda Brim
:Email: lamp@horn.example

.. seealso::

   :ref:`lamp-index`
      The documentation as it is now

.. include:: ./_lamp.rst

.. note::

   This guide only covers what I know. Other
   lamps are easier to use and safer.

.. toctree::
   :maxdepth: 2

   lamp.rst
   horn.rst
"""


@pytest.mark.parametrize("text", [HOSTS, WORDS, DICTIONARY, SUBTITLES, LOG, SAYINGS])
def test_what_says_nothing_is_refused(text):
    with pytest.raises(threads.NoCommentsFound, match="nobody speaks in it"):
        threads.read_text(text, name="list.txt")


def test_directives_name_nobody():
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(DIRECTIVES, name="index.rst")


def test_rules_of_a_sheet_are_nobody():
    rules = ("html {", "body {", "h3 {", "p {")
    said = "But I am going to set the size, so that people see what I mean. Is that fine for you?"
    text = "\n\n".join(f"```\n{rule}\n  margin: 0;\n  padding: 0;\n}}\n```\n\n{said}" for rule in rules)
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(f"# Sheets\n\nI like sheets.\n\n{text}\n", name="sheets.md")


def test_numbers_of_sections_are_no_days():
    said = "Wer das Licht hütet, der soll auch gefragt werden, und zwar von jedem, der am Hafen wohnt."
    topics = ("Leuchtturm", "Nebelhorn", "Hafenamt", "Glasbruch", "Lotsenboot", "Seezeichen", "Dünung")
    text = "\n\n".join(f"3.1.{at} {topic}\n\n{said}" for at, topic in enumerate(topics, 10))
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(f"# Das Licht\n\n{said}\n\n{text}\n", name="book.md")


def test_a_list_is_refused_at_once():
    begin = time.process_time()
    with pytest.raises(threads.NoCommentsFound, match="nobody speaks in it"):
        threads.read_text(HOSTS, name="hosts.txt")
    assert time.process_time() - begin < 2.0


def test_short_comments_are_no_list():
    said = "\n".join(f"Odda{at % 7}\n2 hours ago\nThe lamp is out again tonight!\nReply" for at in range(40))
    assert threads.read_text(f"Comments\n\n{said}\n", name="dump.txt").comments.height == 40

"""Bytes to text where nothing, or the wrong thing, says the encoding."""

from __future__ import annotations

import pytest

from commentariat.threads import BrokenSource
from commentariat.threads.decode import decode_bytes
from commentariat.threads.detect import detect

#: One sentence a language, and an encoding it was written in before UTF-8.
WRITTEN = [
    ("cp1252", "Je ne suis pas d’accord : où est la preuve ? À mon avis c’est très éloigné de la réalité, ça suffit…"),
    ("cp1252", "Die Größe der Städte überrascht mich, äußerst „merkwürdig“ – finde ich."),
    ("cp1252", "¿Qué opináis de esto? Mañana será otro día, según el artículo."),
    ("cp1252", "Não acredito nesta história; são só opiniões à toa, e é uma vergonha."),
    ("cp1252", "Jag håller inte med. Det är så på många ställen, åtminstone här. Förlåt!"),
    ("cp1250", "Nie zgadzam się z autorem. Gdzie są dowody? Żółta łódź źle wygląda."),
    ("iso8859-2", "Nie zgadzam się z autorem. Gdzie są dowody? Żółta łódź źle wygląda."),
    ("cp1250", "Nesouhlasím s autorem. Kde jsou důkazy? Příliš žluťoučký kůň."),
    ("cp1254", "Yazara katılmıyorum. Kanıt nerede? Bu çok saçma bir görüş, değil mi şimdi?"),
    ("cp1257", "Nesutinku su autoriumi. Kur įrodymai? Tai visiška nesąmonė, žmonės taip nešneka."),
    ("mac-roman", "Je ne suis pas du même avis : où est la preuve ? C’est très éloigné de la réalité."),
    ("cp850", "Die Größe der Städte überrascht mich sehr, völlig ohne Begründung."),
    ("cp1251", "Я не согласен с автором статьи. Где доказательства? Это ерунда."),
    ("gb18030", "我不同意这篇文章的观点,证据在哪里?这完全没有道理。"),
    ("cp932", "この記事には同意できません。証拠はどこですか。"),
]


@pytest.mark.parametrize(("encoding", "text"), WRITTEN)
def test_an_undeclared_encoding_is_told_by_the_letters_of_a_language(encoding: str, text: str) -> None:
    decoded = decode_bytes(text.encode(encoding), name="x")
    assert decoded.text == text
    assert [note.code for note in decoded.notes] == ["encoding-detected"]


def test_typography_without_letters_is_windows_1252() -> None:
    assert detect("He said — “never”—and left…".encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(("encoding", "text"), [pair for pair in WRITTEN if pair[0] == "cp1252"])
def test_windows_1252_pasted_into_utf8_is_read_with_it(encoding: str, text: str) -> None:
    decoded = decode_bytes(f"{text}\n".encode() + text.encode(encoding), name="x")
    assert decoded.text == f"{text}\n{text}"
    assert [note.code for note in decoded.notes] == ["mixed-encoding"]


@pytest.mark.parametrize(("encoding", "text"), WRITTEN)
def test_no_other_encoding_passes_for_utf8_with_strays(encoding: str, text: str) -> None:
    notes = decode_bytes((text * 20).encode(encoding), name="x").notes
    assert "mixed-encoding" not in {note.code for note in notes}


def test_a_file_that_breaks_off_in_a_character_is_read_up_to_it() -> None:
    decoded = decode_bytes("证据在哪里".encode()[:-1], name="x")
    assert decoded.text == "证据在哪"
    assert [note.code for note in decoded.notes] == ["torn"]


def test_a_last_letter_in_another_encoding_is_no_torn_character() -> None:
    assert decode_bytes("We met in a café".encode("cp1252"), name="x").text == "We met in a café"


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [("iso-8859-1", "cp1252", "“quoted” café"), ("gb2312", "gb18030", "鎔基"), ("Shift_JIS", "cp932", "①番")],
)
def test_labels_mean_what_browsers_take_them_for(label: str, encoding: str, text: str) -> None:
    data = f'<meta charset="{label}"><p>{text}'.encode(encoding)
    assert decode_bytes(data, name="x").text.endswith(text)


def test_one_byte_is_text() -> None:
    assert decode_bytes(b"x", name="x").text == "x"


def test_a_mark_without_text_is_empty() -> None:
    with pytest.raises(BrokenSource, match="is empty"):
        decode_bytes(b"\xef\xbb\xbf \n", name="x")

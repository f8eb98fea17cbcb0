"""What a theme is called: distinctive terms by log-odds, and a quotation that stands for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from .language import stem, stop_words, surfaces, word_list, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

#: Longest term, in words.
LONGEST: Final = 3
#: Terms kept for a theme; the label shows the first few.
TERMS: Final = 8
IN_LABEL: Final = 3
#: Weight of the prior, in words of the background: Monroe, Colaresi & Quinn (2008) call it alpha-nought.
PRIOR: Final = 50.0
#: A quotation that can be read at a glance, in words.
SHORTEST: Final = 6
LONGEST_QUOTED: Final = 60
#: Central units that are read in search of a quotation.
_LOOKED_AT: Final = 300
_BREAK: Final = re.compile(r"[.,;:!?()\[\]{}\"“”„«»…\n]+|\s[-–—]+\s|--+")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Term counts of each group of texts and of everything: stems as keys, the usual spelling beside them."""

    groups: Sequence[Mapping[tuple[str, ...], int]]
    total: Mapping[tuple[str, ...], int]
    spelling: Mapping[tuple[str, ...], str]


def count_terms(
    groups: Sequence[Sequence[str]], background: Iterable[str], language: str, names: frozenset[str]
) -> Vocabulary:
    """Count the terms of up to three words in groups of texts and in a background.

    Parameters
    ----------
    groups : sequence of sequences of str
        The texts of each theme; a term counts once a text.
    background : iterable of str
        What else was said: other units, the article.
    names : frozenset of str
        Lower-case words of author names: they are no topic.
    """
    stops = stop_words(language) | names | word_list("boilerplate.txt")
    written: dict[tuple[str, ...], Counter[str]] = {}
    counts = [_counted(texts, stops, written) for texts in groups]
    total: Counter[tuple[str, ...]] = _counted(background, stops, written)
    for one in counts:
        total.update(one)
    # The commonest spelling; among equals the one without a capital, which may only have begun a sentence.
    spelling = {
        term: min(forms.items(), key=lambda form: (-form[1], form[0][:1].isupper(), form[0]))[0]
        for term, forms in written.items()
    }
    return Vocabulary(counts, total, spelling)


def _counted(
    texts: Iterable[str], stops: frozenset[str], written: dict[tuple[str, ...], Counter[str]]
) -> Counter[tuple[str, ...]]:
    out: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        found: dict[tuple[str, ...], str] = {}
        for part in _BREAK.split(text):
            found.update(_terms(part, stops))
        out.update(found.keys())
        for term, form in found.items():
            written.setdefault(term, Counter())[form] += 1
    return out


def _terms(part: str, stops: frozenset[str]) -> dict[tuple[str, ...], str]:
    """Return the runs of one to three content words within a phrase."""
    tokens = surfaces(part)
    lower = [token.lower().replace("’", "'") for token in tokens]
    good = [word not in stops and len(word) > 1 for word in lower]
    stems = [stem(word) for word in lower]
    out: dict[tuple[str, ...], str] = {}
    for size in range(1, LONGEST + 1):
        for at in range(len(tokens) - size + 1):
            if all(good[at : at + size]):
                out[tuple(stems[at : at + size])] = " ".join(tokens[at : at + size])
    return out


def distinctive(vocabulary: Vocabulary, which: int, count: int = TERMS) -> list[str]:
    """Return the terms that set one group apart, best first.

    Log-odds ratio with an informative Dirichlet prior, divided by its standard deviation (Monroe, Colaresi &
    Quinn 2008, eqs. 16, 20 and 22); the prior is the term's share of everything that was said. A term whose words
    are within a better one, or the reverse, is left out.
    """
    group, total = vocabulary.groups[which], vocabulary.total
    size, whole = sum(group.values()), sum(total.values())
    rest = whole - size
    scored = []
    for term, here in group.items():
        there = total[term] - here
        prior = PRIOR * total[term] / whole
        odds_here = np.log((here + prior) / max(size + PRIOR - here - prior, 1e-9))
        odds_there = np.log((there + prior) / max(rest + PRIOR - there - prior, 1e-9))
        deviation = np.sqrt(1 / (here + prior) + 1 / (there + prior))
        # Longer terms are rarer for no fault of theirs: a phrase said as often as its words says more.
        scored.append((float((odds_here - odds_there) / deviation) * (1 + 0.15 * (len(term) - 1)), term))
    # What several units say comes first: one unit's rare word would name the theme after a single speaker.
    scored.sort(key=lambda pair: (group[pair[1]] < 2, -pair[0], pair[1]))
    chosen: list[tuple[str, ...]] = []
    for _, term in scored:
        if not any(set(term) & set(other) for other in chosen):
            chosen.append(term)
        if len(chosen) == count:
            break
    return [vocabulary.spelling[term] for term in chosen]


def unique_labels(terms: Sequence[Sequence[str]], taken: Iterable[str] = ()) -> list[str]:
    """Join each theme's first terms to a label; further terms, then a number, tell two alike apart."""
    used = {name.casefold() for name in taken}
    out: list[str] = []
    for own in terms:
        candidates = [", ".join(own[:size]) for size in range(min(IN_LABEL, len(own)), len(own) + 1)] if own else []
        base = candidates[0] if candidates and candidates[0] else "untitled"
        numbered = (f"{base} ({number})" for number in range(2, len(terms) + len(used) + 3))
        label = next(
            name for name in (*(one for one in candidates if one), base, *numbered) if name.casefold() not in used
        )
        used.add(label.casefold())
        out.append(label)
    return out


def name_words(authors: Iterable[str | None]) -> frozenset[str]:
    """Return the lower-case words of the authors' names."""
    return frozenset(word for author in authors if author for word in words(author))


def is_insulting(text: str) -> bool:
    """Tell whether a text holds a word of the packaged list, in any inflection."""
    stems = _insults()
    return any(stem(word) in stems for word in words(text))


@cache
def _insults() -> frozenset[str]:
    return frozenset(stem(word) for word in word_list("insults.txt"))


def quotations(texts: Sequence[str], vectors: Vectors, count: int) -> list[int]:
    """Choose the units that stand for a theme: its medoids, unless one insults and a milder one serves as well.

    "As well" means no further from the theme's middle than its median unit is. Very short and very long units
    are taken only where there is no other.

    Returns
    -------
    list of int
        Rows of ``texts``, best first; at least one.
    """
    central = vectors @ vectors.mean(axis=0)
    order = np.argsort(-central, kind="stable")[:_LOOKED_AT].tolist()
    readable = [row for row in order if SHORTEST <= len(words(texts[row])) <= LONGEST_QUOTED] or order
    middle = float(np.median(central))
    mild = [row for row in readable if central[row] >= middle and not is_insulting(texts[row])]
    rest = [row for row in readable if row not in mild]
    return (mild + rest)[:count]

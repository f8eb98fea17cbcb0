"""What a theme is called: distinctive terms by log-odds, and a quotation that stands for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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
#: What each further word of a term adds to its score.
LONGER: Final = 0.15
#: Letters of a short word that a longer one may begin with to count as the same.
BEGINNING: Final = 4
#: Letters that each part of a hyphened word needs to be a word of its own.
WHOLE_WORD: Final = 5
#: Endings of English adjectives and adverbs, for want of a tagger: "cynical" names no theme.
_QUALIFIER: Final = re.compile(r"(?:[^aeiou]al|ous|ive|ful|less|[^aeiou]ic|able|ible|ish|ly)$")
#: A quotation that can be read at a glance, in words.
SHORTEST: Final = 6
LONGEST_QUOTED: Final = 60
#: Central units that are read in search of a quotation.
_LOOKED_AT: Final = 300
_BREAK: Final = re.compile(r"[.,;:!?()\[\]{}\"“”„«»…\n]+|\s[-–—]+\s|--+")


class Term(NamedTuple):
    """A term as it is usually written, in how many comments of the group; and whether it names nothing alone."""

    text: str
    comments: int
    weak: bool = False


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Term counts of each group of units and of everything: stems as keys, the usual spelling beside them.

    ``comments`` counts, for each group, the comments that use a term: one of many units may repeat it.
    """

    groups: Sequence[Mapping[tuple[str, ...], int]]
    comments: Sequence[Mapping[tuple[str, ...], int]]
    total: Mapping[tuple[str, ...], int]
    spelling: Mapping[tuple[str, ...], str]
    stops: frozenset[str]
    language: str


def count_terms(
    groups: Sequence[Sequence[Sequence[str]]], background: Iterable[str], language: str, names: frozenset[str]
) -> Vocabulary:
    """Count the terms of up to three words in groups of units and in a background.

    Parameters
    ----------
    groups : sequence of sequences of sequences of str
        Each theme's comments, each as the texts of its units in that theme; a term counts once a unit.
    background : iterable of str
        What else was said: other units, the article.
    names : frozenset of str
        Lower-case words of author names: they are no topic.
    """
    stops = stop_words(language) | names | word_list("boilerplate.txt")
    written: dict[tuple[str, ...], Counter[str]] = {}
    counts: list[Counter[tuple[str, ...]]] = []
    comments: list[Counter[tuple[str, ...]]] = []
    for group in groups:
        said = [_counted(texts, stops, written) for texts in group]
        counts.append(Counter())
        for one in said:
            counts[-1].update(one)
        comments.append(Counter(term for one in said for term in one))
    total: Counter[tuple[str, ...]] = _counted(background, stops, written)
    for one in counts:
        total.update(one)
    # The commonest spelling; among equals the one without a capital, which may only have begun a sentence.
    spelling = {
        term: min(forms.items(), key=lambda form: (-form[1], form[0][:1].isupper(), form[0]))[0]
        for term, forms in written.items()
    }
    return Vocabulary(counts, comments, total, spelling, stops, language)


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
    tokens = [word for token in surfaces(part) for word in _apart(token)]
    lower = [token.lower().replace("’", "'") for token in tokens]
    good = [word not in stops and len(word) > 1 for word in lower]
    stems = [stem(word) for word in lower]
    out: dict[tuple[str, ...], str] = {}
    for size in range(1, LONGEST + 1):
        for at in range(len(tokens) - size + 1):
            if all(good[at : at + size]):
                out[tuple(stems[at : at + size])] = " ".join(tokens[at : at + size])
    return out


def _apart(token: str) -> list[str]:
    """Take words apart that a hyphen joins for the moment, so that they meet what others say; "anti-war" stays."""
    parts = token.split("-")
    return parts if min(len(part) for part in parts) >= WHOLE_WORD else [token]


def scored_terms(vocabulary: Vocabulary, which: int) -> dict[tuple[str, ...], float]:
    """Say how far each term sets one group apart.

    Log-odds ratio with an informative Dirichlet prior, divided by its standard deviation (Monroe, Colaresi &
    Quinn 2008, eqs. 16, 20 and 22); the prior is the term's share of everything that was said.
    """
    group, total = vocabulary.groups[which], vocabulary.total
    size, whole = sum(group.values()), sum(total.values())
    rest = whole - size
    out: dict[tuple[str, ...], float] = {}
    for term, here in group.items():
        there = total[term] - here
        prior = PRIOR * total[term] / whole
        odds_here = np.log((here + prior) / max(size + PRIOR - here - prior, 1e-9))
        odds_there = np.log((there + prior) / max(rest + PRIOR - there - prior, 1e-9))
        deviation = np.sqrt(1 / (here + prior) + 1 / (there + prior))
        # Longer terms are rarer for no fault of theirs: a phrase said as often as its words says more.
        out[term] = float((odds_here - odds_there) / deviation) * (1 + LONGER * (len(term) - 1))
    return out


def distinctive(vocabulary: Vocabulary, which: int, count: int = TERMS) -> list[Term]:
    """Return the terms that set one group apart, best first; of terms that share a word only the best one.

    What several comments say comes before what one says, which would name the theme after one speaker; and what may
    be an adjective or adverb comes after the rest where only two say it.
    """
    score, comments = scored_terms(vocabulary, which), vocabulary.comments[which]

    def rank(term: tuple[str, ...]) -> tuple[Any, ...]:
        return comments[term] < 2, _qualifies(vocabulary, term, comments[term]), -score[term], term

    chosen: list[tuple[str, ...]] = []
    for term in sorted(score, key=rank):
        if not any(_overlap(term, other) for other in chosen):
            chosen.append(term)
        if len(chosen) == count:
            break
    return [
        Term(vocabulary.spelling[term], comments[term], _qualifies(vocabulary, term, comments[term])) for term in chosen
    ]


def _qualifies(vocabulary: Vocabulary, term: tuple[str, ...], comments: int) -> bool:
    """Tell whether a term of one or two comments looks like an English adjective or adverb alone."""
    if vocabulary.language != "en" or comments > 2 or len(term) > 1:
        return False
    return bool(_QUALIFIER.search(vocabulary.spelling[term]))


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two terms share a word, or one word begins with the other: "Russia" and "Russians"."""
    pairs = ((min(a, b, key=len), max(a, b, key=len)) for a in one for b in other)
    return any(long.startswith(short) and (len(short) >= BEGINNING or short == long) for short, long in pairs)


def key_phrase(vocabulary: Vocabulary, which: int, text: str) -> str | None:
    """Return the two words of a text that together best set its group apart; one word where no two stand together."""
    score = scored_terms(vocabulary, which)
    held = {term for part in _BREAK.split(text) for term in _terms(part, vocabulary.stops)} & set(score)
    best = max(held, key=lambda term: (len(term) == 2, -len(term), score[term], term), default=None)
    return None if best is None else vocabulary.spelling[best]


def heading(terms: Sequence[Term], phrase: str | None) -> list[str]:
    """Choose what a label is made of: terms that several comments share; where there are none, one central phrase.

    One shared word alone says little: the phrase of the central unit stands beside it. A phrase alone is marked with
    "around", because one speaker said it.
    """
    shared = [term.text for term in terms if term.comments > 1 and not term.weak]
    if len(shared) > 1 or any(" " in term for term in shared):
        return shared
    if phrase is None:
        return shared or [term.text for term in terms]
    if not shared:
        return [f"around: {phrase}"]
    within = stem(shared[0].lower()) in {stem(word) for word in words(phrase)}
    return [phrase] if within else [*shared, phrase]


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

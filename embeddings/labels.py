"""What a theme is called: distinctive terms by log-odds, and a quotation that stands for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from .language import MENTION, URL, folded, is_unspaced, joined, listed, stem, stop_words, surfaces, word_list, words
from .segments import is_grammar, segmented

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

#: Longest term, in words.
LONGEST: Final = 3
#: Words of a term whose middle one may be a function word.
LINKED: Final = 3
#: Terms kept for a theme; the label shows the first few.
TERMS: Final = 8
IN_LABEL: Final = 3
#: Weight of the prior, in words of the background: Monroe, Colaresi & Quinn (2008) call it alpha-nought.
PRIOR: Final = 50.0
#: What each further word of a term adds to its score.
LONGER: Final = 0.15
#: Deviations above what others say, from which on a term names its group: words of the common subject stay below.
#: Chosen on half of the ArgKP topics among 0, .5 and 1.
TELLING: Final = 0.5
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
    """A term as it is usually written, in how many comments of the group; and whether it names nothing alone.

    Weak is what others say nearly as often, and what may be an adjective that two comments happen to share.
    """

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
        found = _terms_of(text, stops)
        out.update(found.keys())
        for term, form in found.items():
            written.setdefault(term, Counter())[form] += 1
    return out


def _terms_of(text: str, stops: frozenset[str]) -> dict[tuple[str, ...], str]:
    """Return the terms of a text; none reaches across punctuation, an address or a mention."""
    out: dict[tuple[str, ...], str] = {}
    for part in _BREAK.split(MENTION.sub("\n", URL.sub("\n", text))):
        out.update(_terms(part, stops))
    return out


def _terms(part: str, stops: frozenset[str]) -> dict[tuple[str, ...], str]:
    """Return runs of one to three content words within a phrase, and two about one function word: "right to life".

    The function word is empty in the key: "right to vote" and "right of vote" are one.
    """
    tokens = [word for token in surfaces(part, segmented) for word in _apart(token)]
    lower = [folded(token) for token in tokens]
    good = [word not in stops and len(word) > 1 and not is_grammar(word) for word in lower]
    stems = [stem(word) for word in lower]
    out: dict[tuple[str, ...], str] = {}
    for size in range(1, LONGEST + 1):
        for at in range(len(tokens) - size + 1):
            inside = good[at : at + size]
            if all(inside) or (size == LINKED and inside == [True, False, True]):
                own = zip(stems[at : at + size], inside, strict=True)
                out[tuple(one if content else "" for one, content in own)] = joined(tokens[at : at + size])
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
        out[term] = float((odds_here - odds_there) / deviation) * (1 + LONGER * (_content(term) - 1))
    return out


def _content(term: tuple[str, ...]) -> int:
    """Count the content words of a term."""
    return sum(map(bool, term))


def distinctive(vocabulary: Vocabulary, which: int, count: int = TERMS) -> list[Term]:
    """Return the terms that set one group apart, best first; of terms that share a word only the best one.

    What several comments say, and others less, comes before what one says, which would name the theme after one
    speaker; and what may be an adjective or adverb comes after the rest where only two say it.
    """
    score, comments = scored_terms(vocabulary, which), vocabulary.comments[which]

    def telling(term: tuple[str, ...]) -> bool:
        return score[term] > TELLING or vocabulary.total[term] == vocabulary.groups[which][term]

    def weak(term: tuple[str, ...]) -> bool:
        return not telling(term) or _qualifies(vocabulary, term, comments[term])

    def rank(term: tuple[str, ...]) -> tuple[Any, ...]:
        return not (comments[term] > 1 and telling(term)), weak(term), -score[term], term

    chosen: list[tuple[str, ...]] = []
    for term in sorted(score, key=rank):
        if not any(_overlap(term, other) for other in chosen):
            chosen.append(term)
        if len(chosen) == count:
            break
    return [Term(vocabulary.spelling[term], comments[term], weak(term)) for term in chosen]


def _qualifies(vocabulary: Vocabulary, term: tuple[str, ...], comments: int) -> bool:
    """Tell whether a term of one or two comments looks like an English adjective or adverb alone."""
    if vocabulary.language != "en" or comments > 2 or len(term) > 1:
        return False
    return bool(_QUALIFIER.search(vocabulary.spelling[term]))


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two terms share a word, or one word begins with the other: "Russia" and "Russians"."""
    pairs = ((min(a, b, key=len), max(a, b, key=len)) for a in filter(None, one) for b in filter(None, other))
    return any(long.startswith(short) and (len(short) >= BEGINNING or short == long) for short, long in pairs)


def key_phrase(vocabulary: Vocabulary, which: int, text: str) -> str | None:
    """Return the phrase of a text that best sets its group apart; one word where no two stand together."""
    score = scored_terms(vocabulary, which)
    held = set(_terms_of(text, vocabulary.stops)) & set(score)
    best = max(held, key=lambda term: (len(term) > 1, score[term], -len(term), term), default=None)
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
    word, whole = folded(shared[0]), folded(phrase)
    within = word in whole if is_unspaced(word) else stem(word) in {stem(one) for one in words(whole)}
    return [phrase] if within else [*shared, phrase]


def unique_labels(
    headings: Sequence[Sequence[str]], taken: Iterable[str] = (), *, spare: Sequence[Sequence[str]] | None = None
) -> list[str]:
    """Join the first terms of each heading to a label; further ones, then spare ones, then a number tell two apart."""
    used = {name.casefold() for name in taken}
    out: list[str] = []
    for own, more in zip(headings, spare or [()] * len(headings), strict=True):
        terms = [*own, *(term for term in more if own and term not in own)]
        fewest = min(IN_LABEL, len(own))
        candidates = [listed(terms[:size]) for size in range(max(fewest, 1), len(terms) + 1)] or ["untitled"]
        numbered = (f"{candidates[0]} ({number})" for number in range(2, len(headings) + len(used) + 3))
        label = next(name for name in (*candidates, *numbered) if name.casefold() not in used)
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
    # Of two units each is as central as the other: the first is taken, not the one that rounding favours.
    central = np.round(vectors @ vectors.mean(axis=0), 5)
    order = np.argsort(-central, kind="stable")[:_LOOKED_AT].tolist()
    readable = [row for row in order if SHORTEST <= len(words(texts[row])) <= LONGEST_QUOTED] or order
    middle = float(np.median(central))
    mild = [row for row in readable if central[row] >= middle and not is_insulting(texts[row])]
    rest = [row for row in readable if row not in mild]
    return (mild + rest)[:count]

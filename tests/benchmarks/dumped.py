"""Links as the reader states them before any correction, with their circumstances: what corrections learn from."""

from __future__ import annotations

import json
import random
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from commentariat import threads
from commentariat.threads.degradation import Loss, degrade
from commentariat.threads.degradation.render import shifted
from commentariat.threads.evaluation import evaluate
from commentariat.threads.rebuild.evidence import model as modelling
from commentariat.threads.rebuild.evidence import score_links
from commentariat.threads.rebuild.linking import confidence
from commentariat.threads.rebuild.linking.confidence import Circumstances
from commentariat.threads.rebuild.linking.decode import decode
from commentariat.threads.rebuild.linking.strange import portrait

from .. import threads_data
from .calibrate import Row, sources_of
from .links import for_learning, view_of
from .other_sources import FILES, other_discussions

TEMPLATES = ("unz", "guardian", "slashdot", "disqus", "typepad", "wordpress-says", "blogger")
LOSSES = (0.0, 0.25, 0.5)
LOSS = 0.5
#: Dumps of each training discussion; discussions longer than this would outweigh the others.
DRAWN, LONGEST = 8, 160
#: How `train_links` numbers the folds.
FOLDS = 4
CHAT = "irc_ubuntu"


class _AsStated:
    """Stands for the correction: notes the circumstances of each discussion, changes nothing."""

    def __init__(self, sources):
        self.sources, self.seen = sources, []

    def under(self, known):
        self.seen.append(known)
        return lambda _basis, probability: probability


@contextmanager
def as_stated(sources, weights=None):
    """Let the reader correct nothing, and use other weights than those that ship where a path is given."""
    usual, shipped = confidence.correction, modelling.WEIGHTS
    recorder = _AsStated(sources)
    confidence.correction = lambda: recorder
    modelling.WEIGHTS = shipped if weights is None else str(Path(weights).resolve())
    modelling.default_model.cache_clear()
    try:
        yield recorder.seen
    finally:
        confidence.correction, modelling.WEIGHTS = usual, shipped
        modelling.default_model.cache_clear()


def sources_learned_from(sets):
    """What the training discussions of some sets look like."""
    rows = {name: [(*portrait(view_of(one)), len(one.parents)) for _, one in for_learning(name, 1)] for name in sets}
    return sources_of(rows)


def dump_rows(known, template, loss, sources, weights=None):
    """Every judged, decided link of one dump of one discussion; the losses are drawn by its id."""
    truth = shifted(known.discussion)
    dump = degrade(truth, template, Loss.marks(loss), zlib.crc32(known.thread_id.encode()))
    with as_stated(sources, weights) as seen:
        try:
            read = threads.read_text(dump)
        except threads.NoCommentsFound:
            return []
    pairs = evaluate(truth, read).pairs.drop_nulls("link_right")
    return [
        Row(known.set, template, known.thread_id, basis, sure, right, seen[-1])
        for basis, sure, right in pairs.select("link_basis", "confidence", "link_right").iter_rows()
        if basis not in ("undecided", "missing")
    ]


def word_rows(known, model, sources):
    """Every judged, decided link from texts, order and authors, uncorrected."""
    view = view_of(known)
    under = Circumstances(0.0, True, sources.strangeness(portrait(view)))
    links = decode(len(view), {}, score_links(view, model=model), threshold=model.threshold)
    return [
        Row(known.set, "words", known.thread_id, basis, float(sure), int(parent) in gold, under)
        for gold, parent, basis, sure in zip(known.parents, links.parents, links.basis, links.confidence, strict=True)
        if gold is not None and basis != "undecided"
    ]


def models_of_folds(folder):
    """Files of weights that hold the networks of one fold each, which never saw the discussions of that fold."""
    data = json.loads((Path(modelling.__file__).parent / modelling.WEIGHTS).read_text("utf-8"))
    for fold in range(FOLDS):
        path = Path(folder) / f"fold_{fold}.json"
        path.write_text(json.dumps(data | {name: data[name][fold::FOLDS] for name in ("first", "second")}), "utf-8")
        yield path


def training_rows(count, sources):
    """Links of so many training discussions a source, each by the networks that did not learn from it."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        paths = list(models_of_folds(folder))
        models = [_model(path) for path in paths]
        for name in threads_data.SETS:
            numbered = list(for_learning(name, FOLDS))
            for fold, known in numbered:
                rows += word_rows(known, models[fold], sources)
            fit = [pair for pair in numbered if name != CHAT and 3 <= len(pair[1].parents) <= LONGEST]
            for fold, known in random.Random(0).sample(fit, min(count, len(fit))):
                for template, loss in _drawn(known, [(one, loss) for one in TEMPLATES for loss in LOSSES]):
                    rows += dump_rows(known, template, loss, sources, paths[fold])
    return rows


def _model(path):
    return modelling.from_json(json.loads(Path(path).read_text("utf-8")))


def _drawn(known, every):
    return random.Random(zlib.crc32(known.thread_id.encode())).sample(every, DRAWN)


def held_rows(count, sources, templates=TEMPLATES):
    """Links of held-out discussions by the shipped weights: from words, and from dumps that lost half their marks."""
    rows = []
    for name in threads_data.SETS:
        held = [one for one in threads_data.known_discussions(name) if one.held_out]
        for known in held:
            rows += word_rows(known, modelling.default_model(), sources)
        for known in [one for one in held if name != CHAT and len(one.parents) >= 3][:count]:
            for template in templates:
                rows += dump_rows(known, template, LOSS, sources)
    return rows


def unseen_rows(folder, count):
    """Links of each source by weights that never saw it; what they did see decides what is strange."""
    from .train_links import weights_without  # learning needs torch, measuring does not

    rows = []
    for name in threads_data.SETS:
        weights = weights_without(name, folder)
        sources = sources_learned_from([one for one in threads_data.SETS if one != name])
        known = threads_data.known_discussions(name)
        for one in known:
            rows += word_rows(one, _model(weights), sources)
        fit = [one for one in known if name != CHAT and 3 <= len(one.parents) <= LONGEST]
        for one in random.Random(1).sample(fit, min(count, len(fit))):
            for template in TEMPLATES:
                rows += dump_rows(one, template, LOSS, sources, weights)
    return rows


def other_rows(sources):
    """The same of kinds of sites that no weights have seen, by the shipped weights."""
    rows = []
    for kind in FILES:
        for one in other_discussions(kind):
            rows += word_rows(one, modelling.default_model(), sources)
            for template in TEMPLATES:
                rows += dump_rows(one, template, LOSS, sources)
    return rows

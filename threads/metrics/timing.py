"""Time: how long an answer takes, how the comments arrive. Unanswered comments are censored, not dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .order import grouped_median, grouped_sort, starts
from .registry import Metric
from .view import NO_TIME, grouped_max, ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..forest import Ints
    from .view import Flags, Floats, View

#: Microseconds.
_HOUR: Final = 3.6e9


def waiting(view: View) -> tuple[Ints, NDArray[np.int64], Flags]:
    """Return group, waiting time in microseconds, and whether an answer came, for each comment with a time.

    An answered comment waits for its first answer; an unanswered one is censored at the last comment of its
    group. Answers that bear an earlier time than what they answer (clocks differ) leave the comment out.
    """
    known = view.created != NO_TIME
    first = np.full(len(view), np.iinfo(np.int64).max)
    timed = np.flatnonzero(view.reply & known)
    np.minimum.at(first, view.forest.parent[timed], view.created[timed])
    answered = first < np.iinfo(np.int64).max
    end = np.full(view.groups, NO_TIME)
    np.maximum.at(end, view.group[known], view.created[known])
    until = np.where(answered, first, end[view.group])
    # A comment that only timeless comments answer waited an unknown time.
    usable = known & (answered | (view.forest.child_counts == 0))
    usable[usable] = until[usable] >= view.created[usable]
    return view.group[usable], until[usable] - view.created[usable], answered[usable]


def survival(view: View) -> tuple[Ints, NDArray[np.int64], Floats]:
    """Kaplan–Meier estimate of the share still unanswered, at every waiting time: group, microseconds, share.

    S(t) = Π (1 − dᵢ/nᵢ) over answer times up to t: dᵢ answers among nᵢ comments still waiting.

    References
    ----------
    Kaplan & Meier (1958), Nonparametric estimation from incomplete observations, JASA 53.
    """
    group, time, answered = waiting(view)
    # At equal times answers come before censorings, as the estimator has it.
    group, packed = grouped_sort(group, 2 * time + ~answered)
    time, answered = packed >> 1, packed & 1 == 0
    start = starts(group, view.groups)
    waiting_still = start[1:][group] - np.arange(group.size)
    with np.errstate(divide="ignore"):
        steps = np.where(answered, np.log1p(-1.0 / waiting_still), 0.0)
    return group, time, np.exp(_cumulative_within(steps, start, group))


def _cumulative_within(steps: Floats, start: NDArray[np.int64], group: Ints) -> Floats:
    # Minus infinity (the last one waiting was answered) would spoil the sums of the groups after it.
    total = np.cumsum(np.where(np.isinf(steps), 0.0, steps))
    before = np.concatenate((np.zeros(1), total))[start[:-1]]
    out = total - before[group]
    out[np.isinf(steps)] = -np.inf
    return np.asarray(out)


def median_wait(view: View) -> Floats:
    """Return the time by which half of the comments are answered, in hours (Kaplan–Meier).

    NaN where fewer than half are: then the median lies beyond what was observed. Unanswered comments are censored
    at the last comment of the group, see :func:`survival`.

    >>> from commentariat.threads.metrics import View
    >>> median_wait(View.of([-1, 0, 1, 2], seconds=[0, 3600, 7200, 10800]))
    array([1.])
    """
    group, time, share = survival(view)
    half = np.flatnonzero(share <= 0.5 + 1e-12)
    out = np.full(view.groups, np.nan)
    # Assigned backwards, so that the first time of each group stays.
    out[group[half[::-1]]] = time[half[::-1]] / _HOUR
    return out


def duration(view: View) -> Floats:
    """Return the time from the first comment to the last, in hours; NaN where no times are known.

    >>> from commentariat.threads.metrics import View
    >>> duration(View.of([-1, 0], seconds=[0, 7200]))
    array([2.])
    """
    known = view.created != NO_TIME
    group = view.group[known]
    last = grouped_max(group, view.created[known], view.groups)
    first = -grouped_max(group, -view.created[known], view.groups)
    return np.asarray((last - first) / _HOUR)


def median_gap(view: View) -> Floats:
    """Return the median pause between one comment and the next, in hours.

    >>> from commentariat.threads.metrics import View
    >>> median_gap(View.of([-1, 0, 0], seconds=[0, 3600, 10800]))
    array([1.5])
    """
    group, length = view.gaps
    return grouped_median(group, length, view.groups) / _HOUR


def burstiness(view: View) -> Floats:
    """Burstiness of the arrivals: (σ − μ) / (σ + μ) of the pauses between comments.

    −1 is a metronome, 0 a Poisson process, towards 1 bursts and long silences.

    References
    ----------
    Goh & Barabási (2008), Burstiness and memory in complex systems, EPL 81.

    >>> from commentariat.threads.metrics import View
    >>> burstiness(View.of([-1] * 4, seconds=[0, 60, 120, 180]))
    array([-1.])
    """
    group, length = view.gaps
    hours = length / _HOUR
    count = np.bincount(group, minlength=view.groups)
    mean = np.bincount(group, weights=hours, minlength=view.groups) / np.maximum(count, 1)
    square = np.bincount(group, weights=(hours - mean[group]) ** 2, minlength=view.groups)
    sigma = np.sqrt(square / np.maximum(count, 1))
    return ratio(sigma - mean, sigma + mean)


METRICS: Final = (
    Metric(
        "duration", "1", "from the first comment to the last", "hours", duration, 2, "comments with a time", links=False
    ),
    Metric(
        "median_gap", "1", "median pause between comments", "hours", median_gap, 10, "comments with a time", links=False
    ),
    Metric(
        "burstiness", "1", "burstiness of the arrivals", "-1 to 1", burstiness, 20, "comments with a time", links=False
    ),
    Metric(
        "median_wait",
        "1",
        "time by which half of the comments were answered",
        "hours",
        median_wait,
        20,
        "comments with a time",
        empty="fewer than half of the comments were answered in the time observed",
    ),
)

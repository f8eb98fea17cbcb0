"""How much of which mark is lost: one probability a kind of mark."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Loss:
    """Probability that a mark is lost, each drawn on its own.

    ``numbers``, ``authors`` (author lines and trailers), ``leads`` (``@parent`` and "response to"),
    ``back_references``, ``dates``, ``buttons`` and ``indentation`` are drawn once a comment; ``blank_lines`` once a
    blank line; ``quote_marks`` (quotation marks, and ``>``) once a comment; ``wrapping`` is the probability
    that a comment's lines are broken at 72 columns.
    """

    numbers: float = 0.0
    authors: float = 0.0
    leads: float = 0.0
    back_references: float = 0.0
    dates: float = 0.0
    buttons: float = 0.0
    indentation: float = 0.0
    blank_lines: float = 0.0
    quote_marks: float = 0.0
    wrapping: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            if not 0.0 <= getattr(self, field.name) <= 1.0:
                raise ValueError(f"a loss is a probability from 0 to 1; {field.name} is {getattr(self, field.name)}")

    @classmethod
    def marks(cls, share: float) -> Loss:
        """Lose every mark that tells who and to whom with one probability; text and layout stay."""
        return cls(numbers=share, authors=share, leads=share, back_references=share, dates=share, buttons=share,
                   indentation=share)  # fmt: skip

    @classmethod
    def everything(cls, share: float) -> Loss:
        """Lose marks and layout with one probability."""
        return cls(**{field.name: share for field in fields(cls)})

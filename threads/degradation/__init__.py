"""Render a known discussion as a damaged text dump, to measure on data of your own how much of it comes back."""

from .loss import Loss
from .render import degrade
from .templates import TEMPLATES

__all__ = ["TEMPLATES", "Loss", "degrade"]

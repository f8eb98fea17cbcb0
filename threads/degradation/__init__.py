"""Render a known discussion as a damaged text dump, so that anyone can measure reconstruction on their own data."""

from .loss import Loss
from .render import degrade
from .templates import TEMPLATES

__all__ = ["TEMPLATES", "Loss", "degrade"]

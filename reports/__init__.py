"""Figures, the page and the commands."""

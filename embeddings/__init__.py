"""Vectors, themes and drift."""

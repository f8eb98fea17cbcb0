"""Rebuild a comment section from a text dump in which half the structure is lost."""

"""Dumps of layouts that a grammar describes: which mark each line is, and where comments begin."""

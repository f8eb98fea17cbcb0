"""Dumps of layouts that nobody described: what recurs from comment to comment, and where names and times stand."""

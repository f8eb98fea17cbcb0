"""Platforms as data, one small file per family, read by one engine per carrier."""

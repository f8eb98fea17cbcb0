"""The generic miner: what a comment list looks like when nobody has described the page."""

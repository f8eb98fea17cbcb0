"""Comments that are cut: what is said in them, what the page added to it, and whether people speak at all."""

"""Structure metrics: a versioned registry of small functions over a forest."""

"""The tree of administrative divisions and how it changed."""

"""The words and figures of a page."""

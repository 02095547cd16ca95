"""Where children in public care can stay: institutions and their approved beds."""

"""Every change to every row, and every reading of personal data."""

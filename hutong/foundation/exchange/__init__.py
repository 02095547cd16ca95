"""Data in and out, each file with a receipt."""

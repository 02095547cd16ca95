"""Institutions and their beds."""

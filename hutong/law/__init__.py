"""Statute as code: one file per entry."""

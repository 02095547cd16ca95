"""Accounts, posts, and who is acting; the scope is kept by the database."""

from hutong.foundation.access.officer import Officer, acting

__all__ = ["Officer", "acting"]

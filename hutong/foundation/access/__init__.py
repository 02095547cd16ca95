"""Accounts, posts, and who is acting; the scope is kept by the database."""

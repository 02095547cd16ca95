"""Signing in: accounts are given by an administrator, never taken by oneself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Closes self-registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        """Nobody may open an account for themselves."""
        return False

"""Signing in: accounts are given by an administrator, never taken by oneself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import lazy

from hutong.foundation.kernel.text import Text


def _said(zh: str, en: str) -> str:
    return Text(zh, en).in_language(translation.get_language() or "zh-hans")


_later = lazy(_said, str)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes self-registration, and says in our words why somebody is not let in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _later(
            "用户名或密码不对。请检查大小写和输入法后再试。",
            "The user name or the password is wrong. Check capitals and the input method.",
        ),
        "too_many_login_attempts": _later(
            "连续输错多次，请过五分钟再试。",
            "Too many wrong attempts; please try again in five minutes.",
        ),
        "incorrect_password": _later(
            "现在的密码不对，没有更改。", "The present password is wrong; nothing was changed."
        ),
        "enter_current_password": _later(
            "现在的密码不对，没有更改。", "The present password is wrong; nothing was changed."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        """Nobody may open an account for themselves."""
        return False

"""What stands around every page: who acts on which day, in which language, under which rules."""

import os
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hutong.foundation.access import Officer, acting
from hutong.foundation.access.queries import posting_in_use
from hutong.interfaces.web.requests import LANGUAGE, POSTING, OfficerRequest

Respond = Callable[[HttpRequest], HttpResponse]

SERVER_FAILED = 500


def today() -> date:
    """The city's calendar day; a training copy may stand on another, by HUTONG_TODAY."""
    fixed = os.environ.get("HUTONG_TODAY")
    if fixed:
        return date.fromisoformat(fixed)
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()  # noqa: TID251 - our one clock


class Acting:
    """Opens the scope of whoever is signed in around the whole page, its late rendering included."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: OfficerRequest) -> HttpResponse:
        """Answer within one transaction; a failed answer leaves nothing behind."""
        request.today = today()
        translation.activate(self._language(request))
        request.LANGUAGE_CODE = translation.get_language() or "zh-hans"
        posting = None
        if request.user.is_authenticated:
            posting = posting_in_use(
                account=request.user, on=request.today, chosen=request.session.get(POSTING)
            )
        if posting is None:
            return self.get_response(request)
        request.officer = Officer.of(posting)
        with acting(request.officer):
            response = self.get_response(request)
            if response.status_code >= SERVER_FAILED:
                transaction.set_rollback(True)
        return response

    def _language(self, request: OfficerRequest) -> str:
        chosen = request.session.get(LANGUAGE) or getattr(request.user, "language", "")
        return chosen or translation.get_language_from_request(request)


class PolicyHeaders:
    """Tells the browser to run nothing but our own files, and to keep no copy of a page."""

    POLICY = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'"
    )

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to whatever is answered."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

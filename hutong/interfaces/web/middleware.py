"""What stands around every page: who acts on which day, in which language, under which rules."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hutong.foundation.access import Officer, acting
from hutong.foundation.access.queries import postings_of
from hutong.foundation.kernel.refusal import Refused
from hutong.interfaces.web.requests import LANGUAGE, POSTING, OfficerRequest, show

Respond = Callable[[HttpRequest], HttpResponse]

REFUSED, SERVER_FAILED = 422, 500


def today() -> date:
    """The city's calendar day; a training copy may stand on another, by HUTONG_TODAY."""
    fixed = os.environ.get("HUTONG_TODAY")
    if fixed:
        return date.fromisoformat(fixed)
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()  # noqa: TID251 - our one clock


class _Undone(HttpResponse):
    """An answer that leaves nothing behind."""


class _Undo(Exception):  # noqa: N818 - a way out of the transaction, not an error
    """Ends the transaction without keeping what was done in it."""


class Acting:
    """Opens the scope of whoever is signed in around the whole page, late rendering included."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: OfficerRequest) -> HttpResponse:
        """Answer within one transaction; a failed answer leaves nothing behind."""
        request.today = today()
        translation.activate(self._language(request))
        request.LANGUAGE_CODE = translation.get_language() or "zh-hans"
        if not self._takes_a_post(request):
            return self.get_response(request)
        with suppress(_Undo), acting(request.officer):
            response = self.get_response(request)
            if response.status_code >= SERVER_FAILED or isinstance(response, _Undone):
                raise _Undo
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Where a page has no place for a refusal, say every reason on a page of its own."""
        if not isinstance(exception, Refused):
            return None
        refused = "parts/refusal.html" if getattr(request, "htmx", False) else "422.html"
        return _Undone(show(request, refused, refusal=exception).content, status=REFUSED)

    def _takes_a_post(self, request: OfficerRequest) -> bool:
        """Put on the post that was chosen, or else the widest; false where none is held."""
        if not request.user.is_authenticated:
            return False
        request.postings = list(postings_of(account=request.user, on=request.today))
        if not request.postings:
            return False
        chosen = request.session.get(POSTING)
        request.posting = next(
            (posting for posting in request.postings if str(posting.pk) == chosen),
            request.postings[0],
        )
        request.officer = Officer.of(request.posting)
        return True

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

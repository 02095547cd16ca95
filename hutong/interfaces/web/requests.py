"""A request as our views see it, and the three moves of a view: load, act, show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from hutong.foundation.access import Officer
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.models import Posting

LANGUAGE = "language"
POSTING = "posting"
SIGNED_OUT, NOT_ALLOWED = 401, 403

Asked = ParamSpec("Asked")


class OfficerRequest(HttpRequest):
    """A request by somebody signed in, in one of their posts, on a known day."""

    officer: Officer
    posting: Posting
    postings: Sequence[Posting]
    today: date
    htmx: HtmxDetails


def show(
    request: HttpRequest, template: str, part: str = "", *, status: int = 200, **context: object
) -> HttpResponse:
    """The named part of a page to htmx, the whole page to everyone else."""
    chosen = f"{template}#{part}" if part and getattr(request, "htmx", False) else template
    return render(request, chosen, context, status=status)


@dataclass(frozen=True, slots=True)
class Asks:
    """What a page asks of a post: the kind of thing, what looking does, and what sending does."""

    kind: Kind
    looks: Act
    sends: Act

    def act(self, method: str | None) -> Act:
        """What a request by this method does."""
        return self.looks if method in {"GET", "HEAD"} else self.sends


def for_officers(
    view: Callable[Concatenate[OfficerRequest, Asked], HttpResponse],
    kind: Kind,
    *,
    looks: Act = Act.VIEW,
    sends: Act = Act.CHANGE,
) -> Callable[Concatenate[HttpRequest, Asked], HttpResponse]:
    """The view for whoever is signed in and holds a post that includes this.

    Everyone else is shown the way in, or told whose it is.
    """
    asks = Asks(kind, looks, sends)

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Asked.args, **kwargs: Asked.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_the_door(request)
        if not hasattr(request, "officer"):
            return show(request, "session/no_post.html", status=NOT_ALLOWED)
        if not may(request.officer.role, asks.kind, asks.act(request.method)):
            return show(request, "session/not_your_duty.html", status=NOT_ALLOWED)
        return view(cast("OfficerRequest", request), *args, **kwargs)

    guarded.asks = asks  # type: ignore[attr-defined]
    return guarded


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """Sign in first; what was typed is shown again, so that it is not lost."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=SIGNED_OUT)
    if request.method == "GET":
        return redirect_to_login(request.get_full_path())
    return show(request, "session/expired.html", status=SIGNED_OUT)

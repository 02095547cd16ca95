"""A request as our views see it, and the three moves of a view: load, act, show."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from hutong.foundation.access import Officer

LANGUAGE = "language"
POSTING = "posting"


class OfficerRequest(HttpRequest):
    """A request by somebody signed in, in one of their posts, on a known day."""

    officer: Officer
    today: date
    htmx: HtmxDetails


def show(
    request: HttpRequest, template: str, part: str = "", *, status: int = 200, **context: object
) -> HttpResponse:
    """The named part of a page to htmx, the whole page to everyone else."""
    chosen = f"{template}#{part}" if part and getattr(request, "htmx", False) else template
    return render(request, chosen, context, status=status)

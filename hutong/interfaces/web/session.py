"""Around the pages: the language, the post one acts in, and the screen cover."""

from allauth.account import views as account
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from hutong.interfaces.web.requests import LANGUAGE, POSTING, OfficerRequest, show


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Show the pages in the other language from now on."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    request.session[LANGUAGE] = language
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    return _back(request)


@require_POST
def choose_posting(request: OfficerRequest) -> HttpResponse:
    """Act in another of one's posts from now on."""
    chosen = request.POST.get("posting", "")
    if chosen not in {str(posting.pk) for posting in request.postings}:
        raise Http404
    request.session[POSTING] = chosen
    return HttpResponseRedirect("/")


def change_password(request: OfficerRequest) -> HttpResponse:
    """Change one's own password; an account that signs in another way has none to change."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        return show(request, "account/no_password.html")
    changed: HttpResponse = account.password_change(request)
    return changed


@require_safe
def cover(request: HttpRequest) -> HttpResponse:
    """A bare wall, for browsers without scripts."""
    return show(request, "session/cover.html")


def _back(request: HttpRequest) -> HttpResponse:
    there = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}):
        there = "/"
    return HttpResponseRedirect(there)

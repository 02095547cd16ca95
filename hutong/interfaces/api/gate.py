"""The door of the REST interface: who may enter, and how refusals are told."""

from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import SessionAuth

from hutong.foundation.access import Officer
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.kernel.refusal import Finding, Refused


class OfficerCall(HttpRequest):
    """A call by somebody signed in, in one of their posts, on a known day."""

    officer: Officer
    today: date


class InPost(SessionAuth):
    """Lets in whoever is signed in and holds a post today that includes what an operation does."""

    def __init__(self, kind: Kind, act: Act) -> None:
        super().__init__()
        self.kind, self.act = kind, act

    def authenticate(self, request: HttpRequest, key: str | None) -> object | None:  # noqa: ARG002 - the library's signature
        """The officer that the frame has already opened the scope for."""
        officer: Officer | None = getattr(request, "officer", None)
        if officer is not None and not may(officer.role, self.kind, self.act):
            raise HttpError(
                HTTPStatus.FORBIDDEN,
                "This is not part of your post. 这不归您现在的岗位办。",
            )
        return officer


@cache
def for_post(kind: Kind, act: Act) -> InPost:
    """What an operation asks of a post: said beside its address, as the pages do."""
    return InPost(kind, act)


class Sentence(Schema):
    """One reason, in both languages, with the field and the article it is about."""

    zh: str
    en: str
    field: str = ""
    law: str = ""


class Refusal(Schema):
    """Why nothing was done."""

    reasons: list[Sentence]


class Problem(Schema):
    """What is wrong with the call."""

    detail: str


api = NinjaAPI(
    title="Hutong 护童",
    version="1",
    description=(
        "The register, what the law owes, and the monthly rounds. The same scope holds as on the "
        "pages: what lies outside your places does not exist."
    ),
    urls_namespace="api",
)

ANSWERS: dict[int, Any] = {
    HTTPStatus.BAD_REQUEST: Problem,
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.UNPROCESSABLE_ENTITY: Refusal,
}


def answers(shape: Any, status: HTTPStatus = HTTPStatus.OK) -> dict[int, Any]:  # noqa: ANN401 - the library takes any schema
    """The shapes an operation may answer with: its own, or why not."""
    return {int(status): shape, **ANSWERS}


def sentence(finding: Finding) -> Sentence:
    """A finding as the interface tells it."""
    return Sentence(
        zh=finding.sentence.zh,
        en=finding.sentence.en,
        field=finding.field,
        law=str(finding.law or ""),
    )


@api.exception_handler(Refused)
def tell_refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A verb's refusal, with every reason."""
    body = Refusal(reasons=[sentence(finding) for finding in refused.findings])
    return api.create_response(request, body, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@api.exception_handler(ValidationError)
def tell_misfit(request: HttpRequest, misfit: ValidationError) -> HttpResponse:
    """A call that does not fit the schema, field by field."""
    reasons = [
        Sentence(
            zh=f"格式不符：{fault['msg']}",
            en=str(fault["msg"]),
            field=".".join(str(part) for part in fault["loc"]),
        )
        for fault in misfit.errors
    ]
    return api.create_response(
        request, Refusal(reasons=reasons), status=HTTPStatus.UNPROCESSABLE_ENTITY
    )


@api.exception_handler(Http404)
def tell_absence(request: HttpRequest, absent: Http404) -> HttpResponse:
    """The same words for what does not exist and for what lies elsewhere."""
    body = Problem(detail="Not found, or not in your area. 没有找到，或者不在您的辖区。")
    return api.create_response(request, body, status=HTTPStatus.NOT_FOUND)


@api.exception_handler(HttpError)
def tell_problem(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """A call that cannot be read at all."""
    return api.create_response(request, Problem(detail=str(problem)), status=problem.status_code)

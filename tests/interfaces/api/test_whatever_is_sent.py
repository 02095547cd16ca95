"""Whatever is sent to the interface, it answers as its schema says, and never with a failure."""

import pytest
import schemathesis
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hutong.config.wsgi import application
from hutong.foundation.access import acting
from hutong.foundation.access.models import Account
from hutong.foundation.access.queries import officer_named
from hutong.programmes.benefits.models import Round
from hutong.registry.people.queries import search

pytest_plugins = ["tests.city"]

CASES = 30
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
TOKEN = "a" * 32
OPERATIONS = [
    found.ok()
    for found in schemathesis.openapi.from_wsgi(
        "/api/openapi.json", application
    ).get_all_operations()
]


@pytest.fixture
def signed_in(city):
    """What a browser sends for a city officer who has signed in."""
    account = Account.objects.get(username="zhaoming")
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    # A real request begins and ends with a look at its connection; here it is the test's.
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield {
        "cookies": {"sessionid": session.session_key, "csrftoken": TOKEN},
        "headers": {"X-CSRFToken": TOKEN},
    }
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture
def real(city):
    """Keys of things that exist: a child of the cast, the last round, a place."""
    officer = officer_named(username="zhaoming", on=city)
    with acting(officer):
        return {
            "child_id": str(search("林小满").children[0].pk),
            "round_id": str(Round.objects.order_by("-made_on").values_list("pk")[0][0]),
            "number": officer.place_number,
        }


def test_a_planted_failure_is_found(city, signed_in, monkeypatch):
    monkeypatch.setattr("hutong.interfaces.api.places.places.parts_of", lambda *_, **__: 1 / 0)
    operation = next(one for one in OPERATIONS if one.path == "/api/places/{number}/parts")
    case = operation.Case(path_parameters={"number": 110100000000})

    with pytest.raises(FailureGroup) as found:
        case.validate_response(case.call(**signed_in), checks=CHECKS)

    assert "Server error" in {one.title for one in found.value.exceptions}


def test_the_interface_has_operations():
    assert len(OPERATIONS) > 15


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_every_operation_answers_as_its_schema_says(operation, signed_in, real):
    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), known=st.booleans())
    def answers(case, known):
        if known:  # an invented key is hardly ever a real one
            case.path_parameters |= {
                name: real[name] for name in case.path_parameters if name in real
            }
        with transaction.atomic():
            response = case.call(**signed_in)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    answers()

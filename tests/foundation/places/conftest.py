"""The real tree of Beijing, loaded once for the tests of a file."""

import pytest
from django.db import transaction

from hutong.foundation.places import actions


class Clerk:
    """Fang Min of the city's office for place names."""

    name = "方敏"


@pytest.fixture
def fang_min():
    return Clerk()


@pytest.fixture(scope="module")
def _beijing(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        actions.load_beijing()
        transaction.get_connection().check_constraints()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture
def beijing(_beijing, db):
    """Beijing as the product brings it; what a test changes is undone after it."""

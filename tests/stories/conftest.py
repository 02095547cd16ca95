"""Where the stories happen, and the three ways in which each is told."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.foundation.calendar.actions import load_package_years
from tests.stories import quarter
from tests.stories.ways import Api, Cli, Web


@pytest.fixture
def places(db):
    return quarter.places()


@pytest.fixture
def people(places):
    found = quarter.people()
    by = found.changping.officer.officer
    with acting(by):
        load_package_years(by=by, on=date(2026, 1, 1))
    return found


@pytest.fixture(params=[Web, Api, Cli], ids=["web", "api", "command line"])
def way(request, monkeypatch, tmp_path):
    """One way in: the pages, the API, or the command line."""

    def set_day(day):
        monkeypatch.setenv("HUTONG_TODAY", day.isoformat())

    return request.param(set_day, tmp_path)

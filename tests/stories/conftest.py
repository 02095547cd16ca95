"""Where the stories happen, and the four ways in which each is told."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.foundation.calendar.actions import load_package_years
from tests.journeys.conftest import CHROMIUM
from tests.stories import browser, quarter
from tests.stories.browser import Browser
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


@pytest.fixture(scope="module")
def chromium():
    """One browser for the module: it keeps a loop running, beside which Django is told to go on."""
    with pytest.MonkeyPatch.context() as settings, browser.chromium() as found:
        settings.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        yield found


@pytest.fixture
def in_chromium(chromium, db):
    """The pages in a browser, served for one story."""
    made = []

    def at(set_day, folder):
        made.append(Browser(set_day, folder, chromium, site))
        return made[-1]

    with browser.served() as site:
        yield at
        for one in made:
            one.close()


BROWSER = pytest.param(
    "in_chromium",
    id="browser",
    marks=[
        pytest.mark.journey,
        pytest.mark.xdist_group("chromium"),
        pytest.mark.skipif(not CHROMIUM, reason="No Chromium was found."),
    ],
)


@pytest.fixture(
    params=[
        BROWSER,
        pytest.param(Web, id="web"),
        pytest.param(Api, id="api"),
        pytest.param(Cli, id="command line"),
    ]
)
def way(request, monkeypatch, tmp_path):
    """One way in: the pages in a browser or by what they send, the API, or the command line."""

    def set_day(day):
        monkeypatch.setenv("HUTONG_TODAY", day.isoformat())

    if request.param == "in_chromium":
        return request.getfixturevalue("in_chromium")(set_day, tmp_path)
    return request.param(set_day, tmp_path)

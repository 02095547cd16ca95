"""Absences and hand-overs from the command line, in the small city."""

import re
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from hutong.foundation.access.models import Posting
from hutong.foundation.access.queries import officer_named
from hutong.interfaces.cli import hutong as root

pytest_plugins = ["tests.city"]


class Open:
    """A city that is open already."""

    @contextmanager
    def city(self):
        yield


@pytest.fixture
def hutong(city):
    """The command as somebody of the cast."""

    def run(username, *words):
        asked = ["--as", username, "--on", city.isoformat(), *map(str, words)]
        return CliRunner().invoke(root, asked, obj=Open())

    return run


def test_gao_lan_is_away_somebody_stands_in_and_she_is_back(hutong, city):
    before = hutong("shenli", "case", "list").output
    gone = hutong("gaolan", "post", "away", "gaolan", "--reason", "休假")
    assert (gone.exit_code, "高岚" in gone.output, "休假" in gone.output) == (0, True, True)
    assert len(hutong("shenli", "case", "list").output) > len(before)

    assert hutong("gaolan", "post", "stand-in", "gaolan", "chenxiuying").exit_code == 1
    assert hutong("shenli", "post", "stand-in", "gaolan", "chenxiuying").exit_code == 0
    assert hutong("shenli", "case", "list").output == before
    assert hutong("gaolan", "post", "back", "gaolan").exit_code == 0
    assert hutong("yuhe", "post", "away", "gaolan", "--reason", "休假").exit_code == 1


def test_a_list_is_drawn_signed_and_taken(hutong, city):
    giver = officer_named(username="gaolan", on=city).posting_id
    drawn = hutong("gaolan", "post", "hand-over", "draw", "gaolan", "shenli")
    assert drawn.exit_code == 0
    key = re.match(r"[0-9a-f-]{36}", drawn.output)
    assert key is not None
    assert "林小满" in drawn.output

    assert hutong("shenli", "post", "hand-over", "take", key[0]).exit_code == 1
    assert hutong("gaolan", "post", "hand-over", "sign", key[0]).exit_code == 0
    taken = hutong("shenli", "post", "hand-over", "take", key[0])
    assert (taken.exit_code, "✓ taker" in taken.output) == (0, True)
    assert key[0] in hutong("shenli", "post", "hand-over", "list").output
    assert Posting.objects.get(pk=giver).days.upper is not None
    assert hutong("yuhe", "post", "hand-over", "show", key[0]).exit_code == 2

"""What is written into a file or a post from the command line, in the small city."""

from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.places.models import Place
from hutong.interfaces.cli import hutong as root
from hutong.registry.people.models import Child
from hutong.registry.people.queries import domiciles_of
from hutong.registry.workforce.queries import answerable_for, vacancies

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


@pytest.fixture
def xiaoman(city):
    with acting(officer_named(username="gaolan", on=city)):
        return Child.objects.get(name="林小满")


def test_a_move_and_an_account_are_recorded(hutong, xiaoman, city):
    moved = hutong(
        "gaolan", "move", xiaoman.child_no, "--hukou", "--address", "河北省承德市",
        "--since", "2026-11-02",
    )  # fmt: skip
    assert (moved.exit_code, moved.output) == (0, "林小满  hukou  2026-11-02  河北省承德市\n")
    with acting(officer_named(username="gaolan", on=city)):
        assert domiciles_of(xiaoman)[0].detail == "河北省承德市"

    named = hutong(
        "gaolan", "account", xiaoman.child_no, "--holder", "林小满", "--relation", "本人",
        "--bank", "北京农商银行", "--account", "6214000000000012345", "--since", "2026-11-24",
    )  # fmt: skip
    assert named.exit_code == 0
    assert "2026-11-24 –   林小满（本人） 北京农商银行 **** 2345" in named.output
    assert "62140000" not in named.output


def test_what_is_wrong_is_said_in_a_sentence(hutong, xiaoman):
    wrong = hutong("gaolan", "account", xiaoman.child_no, "--holder", "林小满")
    assert wrong.exit_code == 1
    assert "银行账号应为 8 至 30 位数字" in wrong.output
    assert (
        "没有享受这项待遇"
        in hutong(
            "gaolan", "recheck", xiaoman.child_no, "living-allowance-de-facto", "--finding", "好"
        ).output
    )
    assert (
        "没有这个区划"
        in hutong(
            "gaolan", "move", xiaoman.child_no, "--to", "110199999999", "--since", "2026-11-02"
        ).output
    )


def test_a_child_of_another_district_is_not_there(hutong, xiaoman):
    answer = hutong("yuhe", "account", xiaoman.child_no)

    assert answer.exit_code == 2
    assert "没有找到，或者不在您的辖区" in answer.output


def test_the_district_names_a_stand_in(hutong, city):
    changping = Place.objects.get(pk=110114000000)
    with acting(officer_named(username="shenli", on=city)):
        vacant = vacancies(place=changping, on=city)[0]

    done = hutong("shenli", "stand-in", vacant.number, "chenxiuying", "--reason", "补选办理中")

    assert (done.exit_code, done.output.split()) == (0, ["陈秀英", vacant.name, city.isoformat()])
    with acting(officer_named(username="shenli", on=city)):
        assert answerable_for(place=vacant, on=city).stands_in
    again = hutong("shenli", "stand-in", vacant.number, "gaolan", "--reason", "补选办理中")
    assert again.exit_code == 1
    assert "已由陈秀英代理" in again.output

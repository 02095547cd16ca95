"""The sample registers of the invented city get exactly the verdicts they were made for."""

from datetime import date

import pytest

from hutong.demo._registers import difficulty_register, orphans_register, samples_for
from hutong.registry.people.models import Child
from hutong.registry.people.registers import actions as registers

TODAY = date(2026, 11, 3)
ADDRESSES = ("北京市昌平区回龙观街道龙泽苑社区", "北京市昌平区回龙观街道云趣园社区")


@pytest.mark.parametrize(("make", "kind"), [(orphans_register, "R8"), (difficulty_register, "R6")])
def test_each_planted_fault_is_found_and_no_other(as_shen_li, make, kind):
    sample = make(seed=7, unit="昌平区", addresses=ADDRESSES, count=60, on=TODAY)

    imported = registers.preview_register(
        file_name=sample.file_name, content=sample.content, by=as_shen_li, on=TODAY
    )

    planted = {fault.row: fault.verdict for fault in sample.planted}
    assert len(planted) >= 10
    assert imported.register == kind
    assert imported.rows.count() == 60
    assert {
        row.row: row.verdict
        for row in imported.rows.all()
        if row.verdict != "take" or row.row in planted
    } == planted

    registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)
    taken = 60 - sum(verdict in {"refused", "double"} for verdict in planted.values())
    assert Child.objects.count() == taken


def test_an_office_has_its_own_samples(as_shen_li, tree):
    for sample in samples_for(tree["昌平区"], on=TODAY):
        imported = registers.preview_register(
            file_name=sample.file_name, content=sample.content, by=as_shen_li, on=TODAY
        )
        assert imported.rows.filter(verdict="take").count() > 60


def test_the_same_seed_gives_the_same_people():
    one, other = (
        orphans_register(seed=3, unit="昌平区", addresses=ADDRESSES, count=40, on=TODAY)
        for _ in range(2)
    )

    assert one.planted == other.planted

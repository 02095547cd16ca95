"""The sheets of one child, R5 and R7: what the register knows is filled in, the rest stays open."""

import pytest
from django.db import transaction

from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.documents.letters import words
from hutong.oversight.statistics.returns import personal
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child

pytest_plugins = ["tests.city"]


@pytest.fixture
def gao_lan(city):
    return officer_named(username="gaolan", on=city)


def sheet(made, child, by, on):
    """The form of a child as somebody prints it, all its answers by their labels."""
    with transaction.atomic(), acting(by):
        form = made(child, on)
    assert words(form)["title"] == form.title
    return {
        (section.heading, cell.label): cell.value
        or "、".join(box.words for box in cell.boxes if box.ticked)
        for section in form.sections
        for row in section.rows
        for cell in row
    }, form


@pytest.fixture
def xiaoman(gao_lan):
    with acting(gao_lan):
        return Child.objects.get(name="林小满")


def test_a_visit_sheet_holds_what_is_known(xiaoman, gao_lan, city):
    told, form = sheet(personal.visit_sheet, xiaoman, gao_lan, city)

    assert form.child.name == "林小满"
    assert {label: told for label, told in told.items() if told} == {
        ("基本信息", "现住址"): form.child.lives_at,
        ("基本信息", "户籍状况"): "本市户口",
        ("基本信息", "儿童类型"): "贫困家庭儿童",
        ("基本信息", "养育类型"): "社会散居",
        ("健康", "残疾类型"): "无残疾",
        ("就学", "就学情况"): "义务教育",
        ("父母", "父亲姓名"): "林建国",
        ("父母", "父亲状况"): "健在、服刑在押",
        ("父母", "母亲姓名"): "何婷",
        ("父母", "母亲状况"): "健在、失联、不履行监护责任",
        ("保障", "救助情况"): "低保",
    }
    assert {("核查", "目前存在的困难"), ("保障", "银行账号")} <= set(told)


def test_the_personal_register_ticks_what_holds(xiaoman, gao_lan, city):
    told, form = sheet(personal.personal_register, xiaoman, gao_lan, city)

    assert told["困境类别", "可多选"] == "D 贫困家庭儿童、E-2 服刑人员子女"
    assert told["保障情况", "基本生活"] == "C 低保"
    assert told["监护情况", "监护情况"] == ""
    assert told["保障情况", "教育（单选）"] == ""
    assert form.number == xiaoman.child_no


def test_a_child_that_left_has_no_sheet(xiaoman, gao_lan, city):
    with acting(gao_lan), transaction.atomic():
        people.record_leaving(child=xiaoman, since=city, reason="迁往外地", by=gao_lan, on=city)
        with pytest.raises(personal.NotOnTheRegister):
            personal.visit_sheet(xiaoman, city)

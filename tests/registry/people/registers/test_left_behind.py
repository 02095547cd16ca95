"""The register of rural left-behind children (R1)."""

from datetime import date

import pytest

from hutong.registry.people.models import Adult, Child, FactRecord, Relation
from hutong.registry.people.registers import actions as registers
from tests.registry.people.registers.rosters import number, workbook

TODAY = date(2026, 11, 3)
HEADER = [
    *(
        "序号",
        "姓名",
        "性别",
        "民族",
        "出生日期",
        "公民身份号码",
        "是否登记户口",
        "户籍所在地",
        "现居住地",
    ),
    *(
        "身体状况",
        "就学情况",
        "是否学校寄宿",
        "父亲姓名",
        "父亲务工地点",
        "父亲联系电话",
        "母亲姓名",
    ),
    *("父母双方同时外出", "一方外出另一方无监护能力", "无监护能力方", "有无委托其他监护人"),
    *("受委托监护人姓名", "受委托监护人与儿童关系", "受委托监护人电话", "救助情况"),
]
HOME = "昌平区回龙观街道龙泽苑社区"


def row(**told):
    values = {"姓名": "王小雨", "性别": "女", "现居住地": HOME, "户籍所在地": HOME} | told
    return [values.get(header, "") for header in HEADER]


@pytest.fixture
def sent(as_shen_li):
    """Sends a register in as Shen Li, and takes what can be taken."""

    def send(*rows, kind=None):
        content = workbook([["农村留守儿童基本情况登记表"], HEADER, *rows])
        imported = registers.preview_register(
            kind=kind, file_name="留守儿童.xlsx", content=content, by=as_shen_li, on=TODAY
        )
        registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)
        return imported

    return send


def facts(**subject):
    return {
        record.name: record.value
        for record in FactRecord.objects.filter(**subject).exclude(name="birth_date")
    }


def test_both_parents_away_and_a_grandmother_entrusted(sent):
    imported = sent(
        row(
            身体状况="健康",
            就学情况="初中",
            父亲姓名="王强",
            父亲务工地点="河北省石家庄市",
            父亲联系电话="100-1234-5678",
            母亲姓名="李娟",
            父母双方同时外出="√",
            有无委托其他监护人="有",
            受委托监护人姓名="张 秀",
            受委托监护人与儿童关系="祖母",
            救助情况="低保；临时救助",
        )
    )

    assert imported.register == "R1"
    child = Child.objects.get()
    assert facts(child=child) == {
        "hukou": "city",
        "disability_kind": "none",
        "major_disease": "false",
        "study": "compulsory",
        "on_dibao": "true",
    }
    relations = {r.kind: (r.adult.name, r.label) for r in Relation.objects.all()}
    assert relations == {
        "father": ("王强", ""),
        "mother": ("李娟", ""),
        "carer": ("张秀", "祖母"),
    }
    for name in ("王强", "李娟"):
        assert facts(adult=Adult.objects.get(name=name)) == {"working_away": "true"}


def test_one_parent_away_and_the_other_unable(sent):
    sent(row(父亲姓名="王强", 母亲姓名="李娟", 一方外出另一方无监护能力="√", 无监护能力方="母亲"))

    assert facts(adult=Adult.objects.get(name="王强")) == {"working_away": "true"}
    assert facts(adult=Adult.objects.get(name="李娟")) == {"able_to_guard": "false"}


def test_a_dash_for_a_parent_is_said_and_not_believed(sent):
    imported = sent(row(父亲姓名="—", 母亲姓名="李娟"))

    notes = imported.rows.get().notes
    assert any("不健在" in note["zh"] and note["column"] == "M" for note in notes)
    assert not FactRecord.objects.filter(name__endswith="life").exists()


def test_without_hukou(sent):
    sent(row(是否登记户口="否", 户籍所在地=""))

    assert facts(child=Child.objects.get())["hukou"] == "none"


def test_without_hukou_but_with_its_address_is_a_contradiction(sent):
    imported = sent(row(是否登记户口="否"))

    assert imported.rows.get().verdict == "refused"


@pytest.mark.parametrize(
    ("codes", "sexes"),
    [
        (["0", "1", "0"], ["1", "2", "1"]),  # boys and girls of the old scheme
        (["1", "2", "1"], ["1", "2", "1"]),  # the national one
        ([0, 1, 1], ["1", "2", "2"]),
    ],
)
def test_codes_of_sex_are_read_by_the_scheme_of_the_whole_column(sent, codes, sexes):
    sent(*(row(姓名=f"王{name}", 性别=code) for name, code in zip("一二三", codes, strict=True)))

    assert [child.sex for child in Child.objects.order_by("child_no")] == sexes


def test_a_column_of_ones_only_may_be_boys_or_girls(sent):
    imported = sent(
        row(姓名="王一", 性别="1"),
        row(姓名="王二", 性别="1", 公民身份号码=number(date(2015, 6, 1), 3)),
    )

    assert [r.verdict for r in imported.rows.order_by("position")] == ["refused", "take"]
    assert Child.objects.get().sex == "1"

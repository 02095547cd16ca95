"""R8 孤儿台账: the roster of orphans, one child a row."""

from hutong.foundation.kernel.text import Text
from hutong.registry.people.registers import reading, words
from hutong.registry.people.registers.columns import NATIONAL_SEXES, Column, Register
from hutong.registry.people.registers.persons import (
    CHILD,
    CIRCUMSTANCES,
    PAYMENT,
    of_a_parent,
    of_a_person,
)

# The telephone of this roster stands beside the guardian and is the guardian's.
_CHILD = tuple(column for column in CHILD if column.field != "phone")
_GUARDIAN = tuple(column for column in of_a_person("guardian") if column.field != "guardian_phone")

register = Register(
    code="R8",
    name=Text("孤儿台账", "register of orphans"),
    titles=("孤儿", "散居儿童"),
    telling=("category", "welfare_no", "unit", "registered_since", "rearing"),
    sexes=(NATIONAL_SEXES,),
    columns=(
        *_CHILD,
        *CIRCUMSTANCES,
        Column("child_no", Text("儿童编号", "number elsewhere"), ("儿童编号", "儿童编码", "编号")),
        Column(
            "category",
            Text("儿童类别", "class"),
            ("儿童类别", "儿童类型", "孤儿类别", "孤儿类型", "类别"),
            reading.words(
                words.CATEGORIES, {"孤儿", "事实无人抚养儿童", "其他", "7", "9", "5", "8"}
            ),
        ),
        Column(
            "unit",
            Text("所属机构", "unit"),
            ("所属机构", "所属单位", "管理单位"),
            reading.text_of("unit_text"),
        ),
        Column(
            "registered_since",
            Text("登记日期", "on the roster since"),
            ("登记日期", "登记时间"),
            reading.registered_since,
        ),
        Column(
            "rearing",
            Text("养育类型", "who raises the child"),
            ("养育类型", "养育方式", "安置方式", "抚养方式"),
            reading.words(words.REARING),
        ),
        Column("welfare_no", Text("福利证号", "welfare certificate"), ("福利证号", "儿童福利证号")),
        Column("hukou_nature", Text("户籍性质", "nature of hukou"), ("户籍性质", "户口性质")),
        Column(
            "hukou_class",
            Text("户口分类", "kind of hukou"),
            ("户口分类", "户籍状况"),
            reading.code("hukou", words.HUKOU),
        ),
        *of_a_parent("father"),
        *of_a_parent("mother"),
        *_GUARDIAN,
        Column(
            "guardian_phone",
            Text("监护人电话", "guardian's telephone"),
            ("联系电话", "监护人联系电话", "监护人电话", "电话", "联系方式"),
            reading.person_phone("guardian"),
        ),
        *PAYMENT,
    ),
)

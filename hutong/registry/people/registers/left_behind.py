"""R1 农村留守儿童基本情况登记表: one child a row, or one a form."""

from hutong.foundation.kernel.text import Text
from hutong.registry.people.registers import reading
from hutong.registry.people.registers.columns import (
    LEFT_BEHIND_SEXES,
    NATIONAL_SEXES,
    Column,
    Register,
)
from hutong.registry.people.registers.persons import CHILD, CIRCUMSTANCES, of_a_parent, of_a_person

register = Register(
    code="R1",
    name=Text("农村留守儿童登记表", "register of rural left-behind children"),
    titles=("留守儿童",),
    telling=(
        "both_parents_away",
        "one_parent_away",
        "unable_parent",
        "father_workplace",
        "boarding",
    ),
    # Some of these registers write 0 for a boy and 1 for a girl.
    sexes=(NATIONAL_SEXES, LEFT_BEHIND_SEXES),
    has_forms=True,
    columns=(
        *CHILD,
        *CIRCUMSTANCES,
        Column(
            "hukou_registered",
            Text("是否登记户口", "registered anywhere"),
            ("是否登记户口", "户口登记", "是否有户口"),
            reading.hukou_registered,
        ),
        Column(
            "boarding", Text("是否寄宿", "boards at school"), ("是否学校寄宿", "是否寄宿", "寄宿")
        ),
        *of_a_parent("father"),
        *of_a_parent("mother"),
        Column(
            "both_parents_away",
            Text("父母双方同时外出", "both parents away"),
            ("父母双方同时外出", "父母双方外出", "双方外出"),
            reading.both_parents_away,
        ),
        Column(
            "one_parent_away",
            Text("一方外出另一方无监护能力", "one away, the other unable"),
            ("一方外出另一方无监护能力", "一方外出,另一方无监护能力", "一方外出"),
        ),
        Column(
            "unable_parent",
            Text("无监护能力方", "the unable parent"),
            ("无监护能力方", "无监护能力一方"),
            reading.unable_parent,
        ),
        Column(
            "has_carer",
            Text("有无委托其他监护人", "care entrusted"),
            ("有无委托其他监护人", "有无委托照料人", "有无委托照护人", "是否委托照护"),
        ),
        *of_a_person("carer"),
        Column(
            "grandparents",
            Text("祖父母姓名", "grandparents"),
            ("姓名", "姓名及出生日期"),
            part="grandparents",
        ),
        Column(
            "guardianship",
            Text("监护类型", "kind of guardianship"),
            ("监护类型", "监护情况", "监护评估"),
        ),
        Column(
            "income", Text("家庭经济来源", "income of the family"), ("家庭经济来源", "经济来源")
        ),
    ),
)

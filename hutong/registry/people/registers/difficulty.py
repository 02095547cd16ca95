"""R6 困境儿童基本信息采集表, R7 儿童入户核查表, and the rosters made from them."""

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

register = Register(
    code="R6",
    name=Text("困境儿童信息采集表（入户核查表）", "register of children in difficulty"),
    titles=("困境儿童", "事实无人抚养", "入户核查", "信息采集"),
    telling=("difficulty", "visit_result", "father_state", "support", "guardian_name"),
    sexes=(NATIONAL_SEXES,),
    has_forms=True,
    columns=(
        *CHILD,
        *CIRCUMSTANCES,
        Column(
            "difficulty",
            Text("困境类型", "kind of difficulty"),
            (
                *("困境类型", "困境类别", "上报类型", "儿童类型", "困境儿童类型", "困境儿童情况"),
                *("儿童类别", "类别"),
            ),
            reading.words(words.DIFFICULTY, words.DIFFICULTY_SETTLES_NOTHING),
        ),
        Column(
            "hukou_class",
            Text("户籍状况", "kind of hukou"),
            ("户籍状况", "户口分类", "户口类别", "户口情况"),
            reading.code("hukou", words.HUKOU),
        ),
        Column(
            "rearing",
            Text("养育类型", "who raises the child"),
            ("养育类型", "养育方式", "安置方式", "抚养方式"),
            reading.words(words.REARING),
        ),
        Column(
            "adopted",
            Text("是否收养", "adopted"),
            ("是否收养", "是否被收养"),
            reading.yes_no("adopted"),
        ),
        Column(
            "own_dibao_amount",
            Text("本人低保金额", "own dibao"),
            ("低保金", "低保金额", "本人低保金", "本人低保金额", "月低保金"),
            reading.money("own_dibao_amount"),
        ),
        *of_a_parent("father"),
        *of_a_parent("mother"),
        *of_a_person("guardian"),
        *of_a_person("carer"),
        Column(
            "visit_result",
            Text("入户情况", "result of the visit"),
            ("入户情况", "入户核查情况", "核查情况"),
        ),
        Column(
            "harm",
            Text("遭受监护人侵害", "harm by a guardian"),
            ("遭受监护人侵害的情形", "遭受监护人侵害"),
        ),
        Column("work", Text("工学情况", "school or work"), ("工学情况", "就业情况")),
        Column("school", Text("就读学校", "school"), ("就读学校", "学校名称", "学校")),
        Column(
            "problems", Text("目前存在的困难", "present problems"), ("目前存在的困难", "存在困难")
        ),
        Column("advice", Text("帮扶建议", "advice"), ("帮扶建议", "帮扶计划")),
        Column(
            "institution", Text("机构名称", "institution"), ("机构名称", "名称"), part="institution"
        ),
        Column("education_aid", Text("教育保障", "education aid"), ("教育保障",)),
        Column("medical_aid", Text("医疗保障", "medical aid"), ("医疗保障",)),
        Column("guardianship", Text("监护情况", "guardianship"), ("监护情况", "监护状况")),
        Column(
            "disability_services",
            Text("残疾儿童服务情况", "services for the disabled"),
            ("残疾儿童服务情况", "残疾儿童福利服务"),
        ),
        *PAYMENT,
    ),
)

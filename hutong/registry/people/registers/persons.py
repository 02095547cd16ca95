"""Columns that many registers share: the child itself, its circumstances, the people around it."""

from hutong.foundation.kernel.text import Text
from hutong.registry.people.registers import reading, words
from hutong.registry.people.registers.columns import Column

CHILD = (
    Column("name", Text("姓名", "name"), ("姓名", "儿童姓名", "儿童名字", "名字"), reading.name),
    Column("sex", Text("性别", "sex"), ("性别", "儿童性别"), reading.sex),
    Column(
        "id_number",
        Text("身份证号", "identity number"),
        (
            *("身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "证件号码", "证件号"),
            *("儿童身份证号", "儿童身份证号码", "居民身份证号", "居民身份证号码", "身份证"),
        ),
        reading.id_number,
    ),
    Column(
        "birth_date",
        Text("出生日期", "birth date"),
        ("出生日期", "出生年月", "出生年月日", "出生时间", "儿童出生日期", "出生"),
        reading.birth,
    ),
    Column("ethnic_group", Text("民族", "ethnic group"), ("民族", "儿童民族"), reading.people),
    Column(
        "phone",
        Text("联系电话", "telephone"),
        ("联系电话", "联系方式", "儿童联系电话", "电话", "手机号", "手机号码"),
        reading.phone,
    ),
    Column(
        "residence",
        Text("现住址", "residence"),
        (
            *(
                "现住址",
                "住所",
                "现居住地",
                "现居住地址",
                "居住地",
                "居住地址",
                "家庭住址",
                "家庭地址",
            ),
            *("住址", "现住地址", "现居地", "常住地址", "现住所", "现住地"),
        ),
        reading.text_of("residence_text"),
    ),
    Column(
        "hukou",
        Text("户籍地址", "hukou"),
        (
            *("户籍地址", "户籍所在地", "户口所在地", "户口地址", "户籍地", "儿童户籍地", "户口地"),
            *("儿童户籍地址", "户籍住址"),
        ),
        reading.text_of("hukou_text"),
    ),
)

CIRCUMSTANCES = (
    Column(
        "health",
        Text("健康状况", "health"),
        ("健康状况", "身体状况", "儿童健康状况", "健康情况"),
        reading.words(words.HEALTH, words.HEALTH_SETTLES_NOTHING),
    ),
    Column(
        "disability_kind",
        Text("残疾类别", "kind of disability"),
        ("残疾类别", "残疾类型", "残疾种类"),
        reading.disability_kind(),
    ),
    Column(
        "disability_level",
        Text("残疾等级", "level of disability"),
        ("残疾等级", "残疾级别"),
        reading.disability_level(),
    ),
    Column(
        "illness", Text("患病类型", "illness"), ("患病类型", "患病病种", "重病类型", "疾病名称")
    ),
    Column(
        "study",
        Text("就学情况", "schooling"),
        ("就学情况", "就学状况", "就读情况", "学业状况", "就学"),
        reading.schooling,
    ),
    Column(
        "support",
        Text("救助情况", "support received"),
        (
            *("救助情况", "生活保障", "救助措施", "享受救助情况", "社会福利救助扶贫落实情况"),
            *("社会救助情况", "保障情况"),
        ),
        reading.words(words.SUPPORT, words.SUPPORT_SETTLES_NOTHING),
    ),
)

# The payee is a person of its own and no guardian; what concerns payment is kept as written.
PAYMENT = (
    Column("start_month", Text("起领年月", "first month"), ("起领年月", "起始年月", "起领时间")),
    Column(
        "rate", Text("保障标准", "rate"), ("保障标准", "保障标准每人每月", "月标准", "发放标准")
    ),
    Column("pay_way", Text("领取方式", "way of payment"), ("领取方式", "发放方式")),
    Column(
        "payee",
        Text("领取人", "payee"),
        ("领取人", "领取人姓名", "领取人(开户人)", "开户人", "户名"),
    ),
    Column("payee_label", Text("领取人与儿童关系", "payee's relation"), ("领取人与儿童关系",)),
    Column("bank", Text("开户银行", "bank"), ("开户银行", "开户行")),
    Column(
        "account", Text("银行账号", "account"), ("银行账号", "开户卡号", "银行卡号", "账号", "卡号")
    ),
)

_WHO = {
    "father": Text("父亲", "father"),
    "mother": Text("母亲", "mother"),
    "guardian": Text("监护人", "guardian"),
    "carer": Text("受委托人", "carer"),
}


def of_a_person(part: str) -> tuple[Column, ...]:
    """A guardian's or carer's columns."""
    who = _WHO[part]
    alone = {
        "guardian": ("监护人", "户主(监护人)", "监护人(户主)", "其他监护人"),
        "carer": ("受委托监护人", "受委托人", "委托照料人", "被委托人", "实际照料人"),
    }.get(part, ())
    return (
        Column(
            f"{part}_name",
            Text(f"{who.zh}姓名", f"{who.en}'s name"),
            alone,
            reading.person_name(part),
        ),
        Column(
            f"{part}_name",
            Text(f"{who.zh}姓名", f"{who.en}'s name"),
            ("姓名", "名字"),
            reading.person_name(part),
            part,
        ),
        Column(
            f"{part}_id",
            Text(f"{who.zh}身份证号", f"{who.en}'s identity number"),
            ("身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证"),
            reading.person_id(part),
            part,
        ),
        Column(
            f"{part}_birth",
            Text(f"{who.zh}出生日期", f"{who.en}'s birth date"),
            ("出生日期", "出生年月", "出生年月日", "出生"),
            reading.person_birth(part),
            part,
        ),
        Column(
            f"{part}_phone",
            Text(f"{who.zh}联系电话", f"{who.en}'s telephone"),
            ("联系电话", "电话", "联系方式", "手机号", "手机号码"),
            reading.person_phone(part),
            part,
        ),
        Column(
            f"{part}_label",
            Text(f"{who.zh}与儿童关系", f"the {who.en}'s relation"),
            ("与儿童关系", "与儿童的关系", "关系"),
            reading.person_label(part),
            part,
        ),
        Column(
            f"{part}_address",
            Text(f"{who.zh}住址", f"{who.en}'s address"),
            ("住址", "现住址", "地址"),
            None,
            part,
        ),
    )


def of_a_parent(part: str) -> tuple[Column, ...]:
    """A father's or mother's columns, with the states that rules ask for."""
    who = _WHO[part]
    name, *rest = of_a_person(part)[1:]
    own = Column(name.field, name.label, (who.zh,), name.read)
    return (
        own,
        name,
        *(column for column in rest if not column.field.endswith("_label")),
        Column(
            f"{part}_state",
            Text(f"{who.zh}状况", f"{who.en}'s state"),
            ("状况", "当前状况", "情况", "特殊情况", "监护状况", "现状"),
            reading.person_words(part, words.PARENT, words.PARENT_SETTLES_NOTHING),
            part,
        ),
        Column(
            f"{part}_disability_kind",
            Text(f"{who.zh}残疾类别", f"{who.en}'s disability"),
            ("残疾类别", "残疾类型"),
            reading.disability_kind(part),
            part,
        ),
        Column(
            f"{part}_disability_level",
            Text(f"{who.zh}残疾等级", f"{who.en}'s level of disability"),
            ("残疾等级", "残疾级别"),
            reading.disability_level(part),
            part,
        ),
        Column(
            f"{part}_measure_from",
            Text(f"{who.zh}羁押起始日", f"first day of the {who.en}'s measure"),
            ("羁押时间", "羁押起始时间", "服刑起始时间", "隔离时间", "羁押日期"),
            reading.person_day(part, "measure_from"),
            part,
        ),
        Column(
            f"{part}_measure_months",
            Text(f"{who.zh}期限（月）", f"term of the {who.en}'s measure"),
            ("期限", "羁押期限", "刑期", "隔离期限"),
            reading.person_months(part, "measure_months"),
            part,
        ),
        Column(
            f"{part}_workplace",
            Text(f"{who.zh}务工地点", f"where the {who.en} works"),
            ("务工地点", "务工地", "现住址/务工地", "工作地点"),
            None,
            part,
        ),
        Column(
            f"{part}_health",
            Text(f"{who.zh}健康状况", f"{who.en}'s health"),
            ("健康状况", "身体状况"),
            None,
            part,
        ),
    )

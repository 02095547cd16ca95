"""年满十八周岁: warnings before the birthday, school extension, and what is left unsettled after.

The schools with which a benefit goes on differ by benefit and are named in its own rule; the proof
asked for is that of enrolment. Warnings and escalation rest on no text of the city.
"""

from typing import Final

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import city as city_office
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import days, months
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.grants import ALLOWANCES, WHICH
from hutong.law.beijing.papers import PROOF_OF_STUDY
from hutong.law.beijing.texts import CLASSES_2016, ISSUED_2016, ORPHANS_2011
from hutong.law.china.ages import MAJORITY
from hutong.programmes.benefits.actions import reviews, stopping
from hutong.programmes.benefits.schedules import BeforeAge
from hutong.registry.people.facts import Study

HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
CITY = city_office(Role.CITY_OFFICER)
AT_SCHOOL, STOPS = CLASSES_2016["五（一）"], ORPHANS_2011["四（四）"]

# Months before the birthday at which it is warned of, and after it at which it goes up the line.
FIRST_WARNING: Final = 6
SECOND_WARNING: Final = 3
THIRD_WARNING: Final = 1
TO_THE_DISTRICT: Final = months(1)
TO_THE_CITY: Final = days(15)  # after the district had it: a month and a half after the birthday
TO_THE_CITY_AGAIN: Final = days(15)  # two months after the birthday
UNTIL: Final = 2

BEFORE = ("ahead", "asked", "told")
AFTER = ("of-age", "at-district", "at-city", "at-city-again")
NO_LIMIT = Text(
    "文件没有规定这一步的期限；满一个月、一个半月、两个月未办的逐级督办。",
    "The text sets no limit; after one month, one and a half and two it goes up the line.",
)
BIRTHDAY = Ask("happened_on", Text("年满十八周岁之日", "the eighteenth birthday"), Shape.DAY)
SCHOOLS = Text(
    "各项待遇认可的学校不同：2016年起为普通高中、中等职业、高等职业和普通本专科；"
    "不在所列的会说明理由。",
    "The schools differ by benefit: since 2016 general high, secondary vocational and higher "
    "vocational schools and undergraduate study. Any other is refused with its article.",
)


schedule = BeforeAge(
    procedure="ageing-out",
    benefits=ALLOWANCES,
    age=MAJORITY,
    months_before=FIRST_WARNING,
    months_after=UNTIL,
    law=STOPS,
)

procedure = Procedure(
    code="ageing-out",
    name=Text("年满十八周岁的停发或延续", "turning eighteen: stop, or go on at school"),
    about=Text(
        "满十八周岁前六个月、三个月、一个月预警；仍在规定学校就读的凭在校证明延续到毕业，"
        "否则自次月起停发。超龄一个月、一个半月、两个月未办的，报区、报市督办；"
        "原规定最后一级为省，本市以市为最高一级。",
        "Warned of six, three and one months before; with proof of enrolment at one of the named "
        "schools it goes on until they are left, otherwise it stops from the month after. What is "
        "not settled one month, one and a half and two after the birthday goes to the district and "
        "the city; elsewhere the last goes to the province, here the city is the highest.",
    ),
    law=STOPS,
    since=ISSUED_2016,
    competent=Competent.HUKOU,
    unconfirmed=(
        Text(
            "六、三、一个月预警和超龄一、一个半、两个月督办取自外省系统，本市文件没有写。",
            "The warnings and the steps up the line are those of other systems; no text of the "
            "city has them.",
        ),
    ),
    states={
        "ahead": Text("六个月内满十八周岁", "eighteen within six months"),
        "asked": Text("已了解去向", "plans known"),
        "told": Text("已书面告知", "told in writing"),
        "of-age": Text("已满十八周岁，未办", "of age, not settled"),
        "at-district": Text("超龄一个月，区督办", "a month over age, at the district"),
        "at-city": Text("超龄一个半月，市督办", "a month and a half over age, at the city"),
        "at-city-again": Text("超龄两个月，市再督办", "two months over age, at the city again"),
    },
    steps=(
        Step(
            code="begin",
            label=Text("满十八周岁前六个月预警", "six months before eighteen"),
            leaves=START,
            enters="ahead",
            by=STREET,
            law=STOPS,
            move=Move.LAPSE,
            asks=(WHICH, BIRTHDAY),
        ),
        Step(
            code="ask-about-plans",
            label=Text("了解升学就业去向", "ask about school and work"),
            leaves="ahead",
            enters="asked",
            by=(HOME, STREET),
            law=AT_SCHOOL,
            within=months(FIRST_WARNING - SECOND_WARNING),
            since="begin",
            asks=(
                Ask(
                    "plan",
                    Text("去向", "plans"),
                    Shape.CHOICE,
                    choices=(
                        ("school", Text("继续就读", "goes on at school")),
                        ("work", Text("就业或其他", "work, or something else")),
                        ("unknown", Text("尚未确定", "not settled yet")),
                    ),
                ),
                Ask("note", Text("情况", "what was said"), Shape.TEXT, required=False),
            ),
        ),
        Step(
            code="tell-family",
            label=Text("书面告知并收取在校证明", "tell the family, ask for the proof"),
            leaves=("ahead", "asked"),
            enters="told",
            by=STREET,
            law=AT_SCHOOL,
            within=months(FIRST_WARNING - THIRD_WARNING),
            since="begin",
            takes=(PROOF_OF_STUDY,),
            tells=Text(
                "即将年满十八周岁：仍在规定学校就读的请交在校就读证明，否则自满十八周岁的次月起停发。",
                "Eighteen is near: hand in proof of enrolment if the child is at one of the named "
                "schools; otherwise payment stops from the month after the birthday.",
            ),
        ),
        Step(
            code="birthday",
            label=Text("年满十八周岁", "turns eighteen"),
            leaves=BEFORE,
            enters="of-age",
            by=STREET,
            law=STOPS,
            move=Move.LAPSE,
            within=months(FIRST_WARNING),
            since="begin",
        ),
        Step(
            code="go-on",
            label=Text("凭在校证明延续", "go on with the proof of enrolment"),
            leaves=(*BEFORE, *AFTER),
            enters=END,
            by=(STREET, DISTRICT),
            law=AT_SCHOOL,
            unlimited=NO_LIMIT,
            needs=(PROOF_OF_STUDY,),
            asks=(
                Ask(
                    "study",
                    Text("就读学校类别", "kind of school"),
                    Shape.CHOICE,
                    choices=tuple((one.value, one.label) for one in Study),
                    hint=SCHOOLS,
                ),
                Ask("school_until", Text("毕业之日", "the day the school ends"), Shape.DAY),
            ),
            does=reviews.go_on_at_school,
            tells=Text("延续发放到毕业。", "It goes on until the school ends."),
        ),
        Step(
            code="stop",
            label=Text("停发", "stop"),
            leaves=AFTER,
            enters=END,
            by=(STREET, DISTRICT),
            law=STOPS,
            unlimited=NO_LIMIT,
            does=stopping.stop,
            with_reason=True,
            letter="stopped",
            tells=Text(
                "年满十八周岁且不再就读，自次月起停发；理由和救济途径见书面告知。",
                "Eighteen and no longer at school: it stops from the month after. The letter gives "
                "the reason and what can be done.",
            ),
        ),
        Step(
            code="up-to-district",
            label=Text("超龄一个月报区督办", "a month over age: to the district"),
            leaves="of-age",
            enters="at-district",
            by=DISTRICT,
            law=STOPS,
            move=Move.LAPSE,
            within=TO_THE_DISTRICT,
        ),
        Step(
            code="up-to-city",
            label=Text("超龄一个半月报市督办", "a month and a half over age: to the city"),
            leaves="at-district",
            enters="at-city",
            by=CITY,
            law=STOPS,
            move=Move.LAPSE,
            within=TO_THE_CITY,
        ),
        Step(
            code="up-to-city-again",
            label=Text("超龄两个月市再督办", "two months over age: to the city again"),
            leaves="at-city",
            enters="at-city-again",
            by=CITY,
            law=STOPS,
            move=Move.LAPSE,
            within=TO_THE_CITY_AGAIN,
        ),
        Step(
            code="close",
            label=Text("不需办理", "nothing to do"),
            leaves=(*BEFORE, *AFTER),
            enters=END,
            by=(STREET, DISTRICT),
            law=STOPS,
            move=Move.WITHDRAW,
        ),
    ),
)

"""幼儿园保教费免除: collected by the kindergarten each September, decided by district education.

The result is that a fee is not asked for; no money goes out.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import working_days
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import WELFARE_CERTIFICATE
from hutong.law.beijing.texts import PRESCHOOL_2018, PRESCHOOL_FROM
from hutong.programmes.benefits.actions import granting

BENEFIT = "preschool-fee-exemption"
HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
LAW = PRESCHOOL_2018["三"]

procedure = Procedure(
    code="preschool-fee-exemption",
    name=Text("幼儿园保教费免除", "exemption from kindergarten fees"),
    about=Text(
        "幼儿园每年九月收集申请，公示五个工作日，区教育部门十五个工作日内审定；保教费直接减免。",
        "The kindergarten collects applications each September and hangs a notice for five working "
        "days; district education decides within fifteen. The fee is not charged.",
    ),
    law=LAW,
    since=PRESCHOOL_FROM,
    competent=Competent.HUKOU,
    benefit=BENEFIT,
    unconfirmed=(
        Text(
            "幼儿园和教育部门没有系统岗位，暂由社区、街道、区民政代录；按幼儿园所在区还是户籍区审定，待核。"
            "公示是否写儿童姓名，待核。",
            "Kindergarten and education department have no posts here; community, street and "
            "district enter their steps. Whether the district of the kindergarten or of "
            "registration decides, and whether the notice names the child, is to be confirmed.",
        ),
    ),
    states={
        "collected": Text("已收集，待公示", "collected, to be put on notice"),
        "on-notice": Text("公示中", "on notice"),
        "notice-over": Text("公示期满，区教育审定", "notice over, district education decides"),
    },
    steps=(
        Step(
            code="collect",
            label=Text("幼儿园收集申请", "the kindergarten collects the application"),
            leaves=START,
            enters="collected",
            by=(HOME, STREET),
            law=LAW,
            asks=(
                Ask("kindergarten_name", Text("幼儿园名称", "kindergarten")),
                Ask("applicant", Text("申请人", "applicant")),
            ),
            takes=(WELFARE_CERTIFICATE,),
        ),
        Step(
            code="put-on-notice",
            label=Text("公示", "put on notice"),
            leaves="collected",
            enters="on-notice",
            by=STREET,
            law=LAW,
            unlimited=Text(
                "文件只写每年九月收集。", "The text only says that it is collected in September."
            ),
            needs=(WELFARE_CERTIFICATE,),
        ),
        Step(
            code="notice-ends",
            label=Text("公示期满无异议", "the notice has run out"),
            leaves="on-notice",
            enters="notice-over",
            by=STREET,
            law=LAW,
            move=Move.LAPSE,
            within=working_days(5),
        ),
        Step(
            code="objection",
            label=Text("公示期间有异议", "somebody objected"),
            leaves="on-notice",
            enters="collected",
            by=STREET,
            law=LAW,
            with_reason=True,
            unlimited=Text("公示期间随时受理。", "taken at any time while the notice hangs"),
        ),
        Step(
            code="decide",
            label=Text("区教育审定", "district education decides"),
            leaves="notice-over",
            enters=END,
            by=DISTRICT,
            law=LAW,
            within=working_days(15),
            does=granting.confirm,
            given={"benefit": BENEFIT},
            letter="awarded-to-provider",
            tells=Text(
                "已审定，幼儿园直接减免保教费，不发放现金。",
                "Decided; the kindergarten does not charge the fee, and no money is paid out.",
            ),
        ),
        Step(
            code="decline",
            label=Text("不予免除", "decline"),
            leaves="notice-over",
            enters=END,
            by=DISTRICT,
            law=LAW,
            move=Move.REFUSE,
            does=granting.decline,
            given={"benefit": BENEFIT},
            letter="declined",
            tells=Text(
                "不符合条件，理由和救济途径见书面告知。",
                "Declined; the letter gives the reasons and what can be done.",
            ),
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the applicant"),
            leaves=("collected", "on-notice"),
            enters=END,
            by=(HOME, STREET),
            law=LAW,
            move=Move.WITHDRAW,
        ),
    ),
)

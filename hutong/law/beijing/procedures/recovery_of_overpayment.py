"""追回多发待遇: told and heard, decided by two people, followed until nothing is owed.

The texts say that money paid without ground is recovered (policy 2.64). They say neither within
what time nor how; so the family is heard, two people decide how, and nothing is taken off before.
"""

from hutong.casework import END, START, Ask, Competent, Procedure, Shape, Step
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2011, ORPHANS_2011
from hutong.programmes.benefits.actions import recovering

LAW = DE_FACTO_2019["五（三）"]
ORPHANS = ORPHANS_2011["五（三）"]
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD)
CLERK = district_office(Role.PAYMENT_CLERK)
ANYBODY = (STREET, DISTRICT, CLERK)
NO_LIMIT = Text("文件没有规定这一步的期限。", "The text sets no time limit for this step.")
AMOUNT = Ask("amount", Text("金额（元）", "sum in yuan"), Shape.MONEY)

procedure = Procedure(
    code="recovery-of-overpayment",
    name=Text("追回多发待遇", "recovery of an overpayment"),
    about=Text(
        "月度发放查出多发后，书面告知并听取家庭意见，由两人决定抵扣、退还或免追，"
        "直到不再有应退款项才能办结。",
        "Once a month's round has found that too much was paid, the family is told in writing and "
        "heard; two people decide whether it is taken off, paid back or waived; the case closes "
        "when nothing is owed.",
    ),
    law=LAW,
    since=ISSUED_2011,
    competent=Competent.HUKOU,
    unconfirmed=(
        Text(
            "文件只规定追回，没有规定方式、期限和免追条件；这里由两人决定，默认不从发放中抵扣。",
            "The texts say that it is recovered, not how, by when or when it may be waived; here "
            "two people decide, and nothing is taken off payments before they have.",
        ),
    ),
    states={
        "found": Text("已发现多发，待告知家庭", "found, the family to be told"),
        "told": Text("已告知，待听取意见", "told, the family to be heard"),
        "heard": Text("已听取意见，待提出追回方式", "heard, somebody to propose how"),
        "proposed": Text("已提出追回方式，待另一人同意", "proposed, another person to agree"),
        "following": Text("追回中", "being recovered"),
        "waiver": Text("已提出免追，待另一人同意", "waiver proposed, another person to agree"),
    },
    steps=(
        Step(
            code="find",
            label=Text("登记多发", "record the overpayment"),
            leaves=START,
            enters="found",
            by=ANYBODY,
            law=LAW,
            asks=(Ask("cause", Text("多发的原因", "why it was paid"), Shape.TEXT),),
            does=recovering.open_recovery,
        ),
        Step(
            code="tell",
            label=Text("书面告知家庭", "tell the family in writing"),
            leaves="found",
            enters="told",
            by=ANYBODY,
            law=LAW,
            unlimited=NO_LIMIT,
            letter="recovery",
            tells=Text(
                "查明有待遇多发，理由和金额见告知书；请说明您的意见和退还能力。",
                "Too much was paid; the letter gives the reason and the sum. Please say what you "
                "think, and what you can pay back.",
            ),
        ),
        Step(
            code="hear",
            label=Text("听取家庭意见", "hear the family"),
            leaves="told",
            enters="heard",
            by=ANYBODY,
            law=LAW,
            unlimited=NO_LIMIT,
            asks=(Ask("heard", Text("家庭的意见", "what the family says"), Shape.TEXT),),
        ),
        Step(
            code="propose",
            label=Text("提出追回方式", "propose how it comes back"),
            leaves="heard",
            enters="proposed",
            by=ANYBODY,
            law=LAW,
            unlimited=NO_LIMIT,
            with_reason=True,
            asks=(
                Ask(
                    "way",
                    Text("追回方式", "how"),
                    Shape.CHOICE,
                    choices=(
                        ("whole", Text("从以后的发放中一次抵扣", "off the next payments, whole")),
                        ("monthly", Text("从以后的发放中按月抵扣", "off payments, by the month")),
                        ("repaid", Text("由家庭退还", "paid back by the family")),
                    ),
                ),
                Ask(
                    "monthly",
                    Text("每月抵扣（元）", "yuan a month"),
                    Shape.MONEY,
                    required=False,
                    hint=Text("只在按月抵扣时填写。", "Only if it is by the month."),
                ),
            ),
            does=recovering.propose_recovery,
        ),
        Step(
            code="agree",
            label=Text("同意追回方式", "agree to how it comes back"),
            leaves="proposed",
            enters="following",
            by=DISTRICT,
            law=LAW,
            unlimited=NO_LIMIT,
            not_by=("propose",),
            does=recovering.agree_to_recovery,
            tells=Text("追回方式已经决定。", "It has been decided how the money comes back."),
        ),
        Step(
            code="reject",
            label=Text("不同意，另提方式", "do not agree; propose another way"),
            leaves="proposed",
            enters="heard",
            by=DISTRICT,
            law=LAW,
            unlimited=NO_LIMIT,
            with_reason=True,
            does=recovering.end_recovery,
        ),
        Step(
            code="repaid",
            label=Text("登记家庭退还", "record what the family paid back"),
            leaves="following",
            enters="following",
            by=ANYBODY,
            law=LAW,
            unlimited=NO_LIMIT,
            asks=(
                AMOUNT,
                Ask("received_on", Text("收款日期", "received on"), Shape.DAY),
                Ask("paper", Text("收款凭证", "paper that shows it")),
            ),
            does=recovering.record_repayment,
        ),
        Step(
            code="close",
            label=Text("已结清，办结", "nothing is owed: close"),
            leaves="following",
            enters=END,
            by=ANYBODY,
            law=LAW,
            unlimited=NO_LIMIT,
            does=recovering.close_recovery,
            tells=Text("多发的款项已经结清。", "Nothing is owed any more."),
        ),
        Step(
            code="propose-waiver",
            label=Text("提出免追", "propose a waiver"),
            leaves="following",
            enters="waiver",
            by=ANYBODY,
            law=ORPHANS,
            unlimited=NO_LIMIT,
            with_reason=True,
            asks=(AMOUNT,),
            does=recovering.propose_waiver,
        ),
        Step(
            code="agree-waiver",
            label=Text("同意免追", "agree to the waiver"),
            leaves="waiver",
            enters="following",
            by=DISTRICT,
            law=ORPHANS,
            unlimited=NO_LIMIT,
            not_by=("propose-waiver",),
            does=recovering.agree_to_waiver,
        ),
        Step(
            code="decline-waiver",
            label=Text("不同意免追", "do not agree to the waiver"),
            leaves="waiver",
            enters="following",
            by=DISTRICT,
            law=ORPHANS,
            unlimited=NO_LIMIT,
            with_reason=True,
            does=recovering.decline_waiver,
        ),
        Step(
            code="change-way",
            label=Text("变更追回方式", "change how it comes back"),
            leaves="following",
            enters="heard",
            by=ANYBODY,
            law=LAW,
            unlimited=NO_LIMIT,
            with_reason=True,
            does=recovering.end_recovery,
        ),
    ),
)

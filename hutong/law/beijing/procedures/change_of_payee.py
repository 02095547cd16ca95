"""变更领取账户: asked for by one person, checked by another, used after a wait.

The account itself stands in the change that was proposed on the page of the payee account; a case
refers to it and never holds its number.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import city as city_office
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import BANK_CARD, HOLDERS_ID
from hutong.law.beijing.payees import RULES
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.programmes.benefits.actions import changing
from hutong.programmes.benefits.payees import CHANGE_OF_PAYEE

STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD)
CLERK = district_office(Role.PAYMENT_CLERK)
CITY = city_office(Role.CITY_OFFICER)
CITY_CLERK = city_office(Role.PAYMENT_CLERK)
FIRST = (STREET, DISTRICT, CLERK, CITY, CITY_CLERK)
SECOND = (DISTRICT, district_office(Role.PAYMENT_CHECKER, Role.PAYMENT_APPROVER))
LAW = DE_FACTO_2019["四（三）"]

procedure = Procedure(
    code=CHANGE_OF_PAYEE,
    name=Text("变更领取账户", "change of payee account"),
    about=Text(
        "在领取账户页提出，由另一人核对银行卡和开户人身份后核准，等待期满才启用；"
        "等待期内仍发到原账户。",
        "Proposed on the page of the payee account, approved by another person against the bank "
        "card and the holder's identity paper, and used after the waiting time; until then money "
        "goes to the old account.",
    ),
    law=LAW,
    since=ISSUED_2019,
    competent=Competent.HUKOU,
    several=True,
    states={
        "requested": Text("已提出，待另一人核准", "asked for, another person to approve"),
        "waiting": Text("已核准，等待期内", "approved, in the waiting time"),
    },
    steps=(
        Step(
            code="request",
            label=Text("提出变更", "ask for the change"),
            leaves=START,
            enters="requested",
            by=FIRST,
            law=LAW,
            takes=(BANK_CARD, HOLDERS_ID),
            does=changing.proposed_in_case,
            tells=Text(
                "变更账户的申请已收到；核准并等待期满以前，仍发到原账户。",
                "The change of account was asked for; until it is approved and the waiting time is "
                "over, money goes to the old account.",
            ),
        ),
        Step(
            code="approve",
            label=Text("核对并核准", "check and approve"),
            leaves="requested",
            enters="waiting",
            by=SECOND,
            law=LAW,
            unlimited=Text(
                "文件没有规定这一步的期限。", "The text sets no time limit for this step."
            ),
            needs=(BANK_CARD, HOLDERS_ID),
            asks=(
                Ask(
                    "answer",
                    Text("对提示情况的说明", "answer to what was pointed out"),
                    Shape.TEXT,
                    required=False,
                ),
            ),
            does=changing.approve_in_case,
            not_by=("request",),
            letter="account-changing",
            tells=Text(
                "新账户已核准，等待期满后启用；原开户人如有异议，请在此之前告知。",
                "The new account was approved and is used after the waiting time; whoever held the "
                "old one may object until then.",
            ),
        ),
        Step(
            code="refuse",
            label=Text("不予变更", "refuse"),
            leaves="requested",
            enters=END,
            by=SECOND,
            law=LAW,
            move=Move.REFUSE,
            does=changing.refuse_in_case,
            not_by=("request",),
            tells=Text(
                "不予变更，仍发到原账户；理由见书面告知。",
                "Refused; money goes on to the old account. The letter gives the reasons.",
            ),
        ),
        Step(
            code="withdraw",
            label=Text("撤回变更", "call it off"),
            leaves=("requested", "waiting"),
            enters=END,
            by=(*FIRST, SECOND[1]),
            law=LAW,
            move=Move.WITHDRAW,
            does=changing.withdraw_in_case,
            tells=Text("变更已撤回，仍发到原账户。", "Called off; money goes to the old account."),
        ),
        Step(
            code="wait-over",
            label=Text("等待期满", "the waiting time is over"),
            leaves="waiting",
            enters=END,
            by=SECOND,
            law=LAW,
            move=Move.LAPSE,
            within=RULES.waiting_time(ISSUED_2019),
            letter="account-changed",
            tells=Text(
                "等待期满，新账户按核准的日期启用。",
                "The waiting time is over; the new account is used from the day that was approved.",
            ),
        ),
    ),
    unconfirmed=(
        Text(
            "由谁核准、等待多久，所见文件没有规定；两人办理和等待期是本系统自定的规则。",
            "Who approves and how long a change waits, no text seen says; the second person and "
            "the waiting time are this system's own rule.",
        ),
    ),
)

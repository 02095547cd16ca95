"""What the story's district is in the middle of: each matter by the name of its child."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from hutong.demo.matters import (
    AsksForAnotherAccount,
    Bill,
    Delivers,
    EntersBills,
    Matter,
    Takes,
    When,
    day,
    last_month,
    this_year,
)
from hutong.demo.players import XICHENG
from hutong.foundation.access import Officer, acting
from hutong.foundation.places.models import Level, Place
from hutong.programmes.benefits.medical import BillKind
from hutong.registry.people.models import Child

DE_FACTO, ORPHAN = "de-facto-allowance", "orphan-certificate"
CLAIM, PAYEE, RECHECK = "medical-claim", "change-of-payee", "half-yearly-recheck"
TODAY, YESTERDAY = When(), When(1)
HOSPITAL: Final = "昌平示范医院"
GRANDMOTHER: Final = {"applicant": "奶奶", "relation": "祖母", "phone": "13900000001"}
GRANDFATHER: Final = {"applicant": "爷爷", "relation": "祖父", "phone": "13900000002"}
AUNT: Final = {"applicant": "姑姑", "relation": "姑姑"}
APPLIES: Final = {"applicant": "奶奶"}


def de_facto(applied: int, answers: Mapping[str, str] = GRANDMOTHER) -> Takes:
    """The application at the window, its form printed and signed."""
    return Takes("apply", When(applied), answers, signed=True)


ALLOWANCES: Final = (
    Matter("尚一诺", DE_FACTO, (de_facto(6), Takes("accept", When(4)))),
    Matter(
        "柳若溪",
        DE_FACTO,
        (
            de_facto(9, AUNT),
            Takes("accept", When(8)),
            Takes("ask-for-papers", When(6), reason="母亲判决书复印件缺第二页。"),
            Delivers(When(5)),
        ),
    ),
    Matter("谷雨生", DE_FACTO, (de_facto(9), Takes("accept", When(7)))),
    Matter("骆小棠", DE_FACTO, (de_facto(6), Takes("accept", When(5)))),
    Matter("车明远", DE_FACTO, (Takes("apply", TODAY, GRANDMOTHER),)),
    Matter(
        "费一鸣",
        DE_FACTO,
        (
            de_facto(8),
            Takes("accept", When(7)),
            Takes("confirm", When(3)),
            Delivers(When(2)),
        ),
    ),
    Matter(
        "康子墨",
        DE_FACTO,
        (
            de_facto(22, GRANDFATHER),
            Takes("accept", When(21)),
            Takes("decline", When(18), reason="母亲健在且有抚养能力。"),
            Delivers(When(17), "by_post"),
        ),
    ),
    Matter(
        "康子墨",
        "objection",
        (
            Takes(
                "object",
                When(8),
                {
                    "applicant": "爷爷",
                    "benefit": "living-allowance-de-facto",
                    "grounds": "孩子母亲已两年没有回来，也没有寄过生活费。",
                },
            ),
            Takes("explain", When(4), {"explanation": "原决定依据母亲的户籍和就业信息作出。"}),
        ),
    ),
    Matter(
        "岑小羽",
        ORPHAN,
        (Takes("apply", When(2), AUNT, papers=("certificate-form", "household-register")),),
    ),
    Matter(
        "时嘉树",
        ORPHAN,
        (
            Takes("apply", When(10), {"applicant": "外公", "relation": "外祖父"}),
            Takes("send-up", When(3), {"opinion": "父母均已死亡，由外祖父母抚养，情况属实。"}),
        ),
    ),
    Matter(
        "卓小北",
        "provisional-support",
        (Takes("report", YESTERDAY, {"found": "父母半个月没有音讯，孩子住在邻居家。"}),),
    ),
    Matter(
        "纪云舒",
        "provisional-support",
        (
            Takes("report", When(11), {"found": "父母去向不明，由姨奶奶临时照看。"}),
            Takes("support", When(10)),
            Takes("still-open", When(2), {"found": "已联系公安协查，尚未回复。"}),
        ),
    ),
)

FOR_ONE_CLAIM: Final = (
    Bill(6, BillKind.OUTPATIENT, HOSPITAL, "812.35", "486.20"),
    Bill(20, BillKind.INPATIENT, HOSPITAL, "18640.00", "12107.50"),
)


def claim(child: str, began: int, *more: Takes | Delivers) -> Matter:
    """A claim for two bills, from the day it was begun, and what was done with it."""
    return Matter(
        child,
        CLAIM,
        (
            Takes("begin", When(began), {"insurance_year": this_year}),
            EntersBills(When(began), FOR_ONE_CLAIM),
            *more,
        ),
    )


CLAIMS: Final = (
    claim(
        "盛安然",
        9,
        Takes("hand-in", When(9)),
        Takes("check", When(4), {"opinion": "票据与结算单相符。"}),
    ),
    claim(
        "温如意",
        7,
        Takes("hand-in", When(7)),
        Takes("return", When(3), reason="住院票据缺结算单。"),
        Delivers(When(3)),
    ),
    claim("路晓晨", 2, Takes("hand-in", YESTERDAY)),
)

SUBSIDIES: Final = (
    Matter(
        "金乐天",
        "disability-nursing-subsidy",
        (
            Takes("hand-in", When(7), APPLIES),
            Takes("federation-checks", When(5), {"opinion": "持证，等级相符。"}),
            Takes("first-opinion", When(3), {"opinion": "符合条件，公示七日。"}),
        ),
    ),
    Matter("平安安", "disability-nursing-subsidy", (Takes("hand-in", When(2), APPLIES),)),
    Matter(
        "阮思源",
        "disabled-living-subsidy",
        (
            Takes("hand-in", When(14), {"applicant": "爷爷"}),
            Takes("federation-checks", When(12), {"opinion": "持证，等级相符。"}),
            Takes("first-opinion", When(10), {"opinion": "低保家庭，符合条件，公示七日。"}),
        ),
    ),
    Matter("古一凡", "rehabilitation", (Takes("apply", When(4), APPLIES),)),
    Matter(
        "舒朵朵",
        "infant-insurance",
        (
            Takes("apply", When(5), {"applicant": "父亲"}, signed=True),
            Takes("check", When(3)),
        ),
    ),
    Matter(
        "邱天",
        "education-grant",
        (Takes("apply", When(3), APPLIES, papers=("proof-of-enrolment",)),),
    ),
)

FROM_FAR: Final = (
    Matter(
        "石磊磊",
        "cross-province-sent",
        (
            Takes(
                "take-in",
                When(12),
                {
                    "applicant": "奶奶",
                    "relation": "祖母",
                    "applied_for": "de-facto",
                    "sent_to": "河北省（示例县）示例镇",
                },
            ),
            Takes("push", When(10), {"entry_number": "KS9901-2026-0117"}),
        ),
    ),
    Matter(
        "邬晓晓",
        "cross-province-received",
        (
            Takes(
                "receive",
                When(8),
                {
                    **AUNT,
                    "benefit": "living-allowance-de-facto",
                    "taken_in_by": "山东省（示例市）示例街道",
                    "entry_number": "KS3799-2026-0482",
                },
                papers=("cross-province-application",),
            ),
        ),
    ),
)

LOOKED_AT_AGAIN: Final = (
    Matter("程远山", RECHECK, (Takes("begin", When(-3, months=6)),)),
    Matter("尹朝阳", RECHECK, (Takes("begin", When(4, months=6)),)),
    Matter(
        "顾念",
        "stop-of-allowance",
        (
            Takes(
                "tell",
                When(12),
                {
                    "benefit": "living-allowance-orphan",
                    "event": "adopted",
                    "happened_on": last_month(20),
                    "told_by": "guardian",
                },
                papers=("proof-of-change",),
            ),
            Takes("send-up", When(6), {"opinion": "收养登记证已核实。"}),
        ),
    ),
    Matter(
        "卢知行",
        "stop-of-allowance",
        (
            Takes(
                "tell",
                When(5),
                {
                    "benefit": "living-allowance-de-facto",
                    "event": "parent-back",
                    "happened_on": last_month(9),
                    "told_by": "committee",
                },
            ),
        ),
    ),
)

MONEY: Final = (
    Matter(
        "程远山",
        PAYEE,
        (
            AsksForAnotherAccount(When(3), "原卡遗失，已补办新卡。"),
            Takes("approve", When(2), {"answer": "电话核对过本人和监护人。"}),
        ),
    ),
    Matter("盛安然", PAYEE, (AsksForAnotherAccount(YESTERDAY, "原账户所在网点撤并，换新卡。"),)),
    Matter(
        "乔安",
        "recovery-of-overpayment",
        (
            Takes("find", When(30), {"cause": "母亲已于夏天恢复抚养，九月底才报来。"}),
            Takes("tell", When(28)),
            Delivers(When(27)),
            Takes("hear", When(25), {"heard": "愿意退还，家里困难，请求分几次退。"}),
            Takes("propose", When(24), {"way": "repaid"}, reason="家庭愿意分次退还。"),
            Takes("agree", When(22)),
            Takes(
                "repaid",
                When(12),
                {"amount": "1900.00", "received_on": day(12), "paper": "退款收据 0012 号"},
            ),
        ),
    ),
)


HELD: Final = "路晓晨"  # nothing is paid to the account until a new card is there


def moving() -> Matter:
    """霍思齐 moves to Xicheng with his grandmother's flat, and his allowance is to follow."""
    there = Place.objects.filter(level=Level.COMMUNITY, parent__parent__name=XICHENG)
    to = there.filter(parent__name="广安门内街道").order_by("number")[0].pk
    return Matter(
        "霍思齐",
        "move-between-districts",
        (
            Takes(
                "ask",
                When(2),
                {"applicant": "奶奶", "moved_on": day(3)},
                to=to,
                papers=("household-register",),
            ),
        ),
    )


def come_about(*, city: Officer, on: date) -> int:
    """Let every matter of the story's district come about; how many they are."""
    matters = (*ALLOWANCES, *CLAIMS, *SUBSIDIES, *FROM_FAR, *LOOKED_AT_AGAIN, *MONEY, moving())
    with acting(city):
        names = {matter.child for matter in matters}
        children = {child.name: child for child in Child.objects.filter(name__in=names)}
    for matter in matters:
        matter.come_about(children[matter.child], on)
    return len(matters)

"""What the small city is in the middle of: a working day for the sign-ins, and money to follow."""

from collections import Counter
from decimal import Decimal

import pytest

from hutong.casework.models import Case, Letter, Notice, Turn, UsedPaper
from hutong.casework.queries import late_in, waiting_for
from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.documents.models import Paper
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import (
    AccountChange,
    AccountHold,
    MedicalBill,
    RecoveryPlan,
)
from hutong.registry.people.models import Child
from hutong.registry.workforce.models import Absence, HandOver, StandIn

pytest_plugins = ["tests.city"]

SUPERVISOR = {
    "谷雨生": ("de-facto-allowance", "accepted"),
    "尚一诺": ("de-facto-allowance", "accepted"),
    "骆小棠": ("de-facto-allowance", "accepted"),
    "车明远": ("de-facto-allowance", "applied"),
    "岑小羽": ("orphan-certificate", "applied"),
    "纪云舒": ("provisional-support", "supported"),
    "路晓晨": ("medical-claim", "handed-in"),
    "平安安": ("disability-nursing-subsidy", "handed-in"),
    "金乐天": ("disability-nursing-subsidy", "on-notice"),
    "石磊磊": ("cross-province-sent", "with-them"),
    "邬晓晓": ("cross-province-received", "received"),
    "霍思齐": ("move-between-districts", "asked"),
    "尹朝阳": ("half-yearly-recheck", "holding"),
}
DISTRICT = {
    "费一鸣": ("de-facto-allowance", "confirmed"),
    "康子墨": ("objection", "explained"),
    "时嘉树": ("orphan-certificate", "investigated"),
    "卓小北": ("provisional-support", "reported"),
    "阮思源": ("disabled-living-subsidy", "notice-over"),
    "古一凡": ("rehabilitation", "applied"),
    "舒朵朵": ("infant-insurance", "checked"),
    "顾念": ("stop-of-allowance", "verified"),
    "乔安": ("recovery-of-overpayment", "following"),
}


@pytest.fixture
def acts(city):
    """Act as somebody of the city, by the name they sign in with."""

    def as_(username):
        return acting(officer_named(username=username, on=city))

    return as_


def on_the_desk(officer, on):
    return {(turn.case.child.name, turn.procedure, turn.state) for turn in waiting_for(officer, on)}


def test_the_supervisor_has_a_working_day_two_late_and_one_due(city, acts):
    with acts("gaolan") as gaolan:
        turns = list(waiting_for(gaolan, city))
        desk = on_the_desk(gaolan, city)
        assert desk >= {(name, *at) for name, at in SUPERVISOR.items()}
        assert 15 <= len(turns) <= 24
        assert {t.case.child.name for t in late_in(gaolan, city)} == {"谷雨生", "尹朝阳"}
        assert [t.case.child.name for t in turns if t.due_on == city] == ["骆小棠"]


def test_the_district_decides_and_the_director_supplies(city, acts):
    with acts("shenli") as shenli:
        assert on_the_desk(shenli, city) >= {(name, *at) for name, at in DISTRICT.items()}
        assert {
            ("盛安然", "medical-claim", "checked"),
            ("盛安然", "change-of-payee", "requested"),
        } <= (on_the_desk(shenli, city))
    with acts("chenxiuying") as chenxiuying:
        returned = Turn.objects.filter(pk__in=waiting_for(chenxiuying, city), returned=True)
        assert {one.case.child.name for one in returned.select_related("case__child")} == {
            "柳若溪",
            "温如意",
        }


def test_cases_of_nearly_every_procedure_run_and_some_are_over(city, acts):
    with acts("zhaoming"):
        assert len(set(Case.objects.values_list("procedure", flat=True))) == 18
        closed = Case.objects.filter(closed_on__isnull=False).select_related("child")
        assert [(one.child.name, one.procedure) for one in closed] == [
            ("康子墨", "de-facto-allowance")
        ]
        assert Notice.objects.filter(kind="late").exists()


def test_letters_were_written_and_some_handed_over(city, acts):
    with acts("gaolan"):
        letters = Letter.objects.select_related("case__child").filter(
            case__child__name__in=["柳若溪", "康子墨", "费一鸣", "谷雨生"]
        )
        told = {(one.case.child.name, one.name, one.handed_over_how) for one in letters}
    assert told == {
        ("柳若溪", "receipt", ""),
        ("柳若溪", "papers", "by_hand"),
        ("康子墨", "receipt", ""),
        ("康子墨", "declined", "by_post"),
        ("费一鸣", "receipt", ""),
        ("费一鸣", "granted", "by_hand"),
        ("谷雨生", "receipt", ""),
    }


def test_papers_are_real_files_and_no_two_are_the_same(city, acts):
    with acts("gaolan"):
        used = UsedPaper.objects.filter(case__child__name="盛安然").select_related("paper")
        kinds = Counter(one.kind for one in used)
        assert kinds == {
            "diagnosis": 1,
            "hospital-invoices": 1,
            "insurance-settlement": 1,
            "bank-card": 1,
            "holders-id": 1,
        }
        assert {one.paper.media_type for one in used} == {"image/png"}
        prints = list(Paper.objects.values_list("fingerprint", flat=True))
        assert len(prints) == len(set(prints)) > 25
        bills = MedicalBill.objects.filter(child__name="盛安然").order_by("number")
        assert [str(bill.total) for bill in bills] == ["812.35", "18640.00"]


def test_an_overpayment_is_partly_paid_back_under_a_plan(city, acts):
    with acts("shenli"):
        child = Child.objects.get(name="乔安")
        account = queries.account_of(child)
        assert (account.repaid, account.open) == (Decimal("1900.00"), Decimal("3800.00"))
        assert account.adds_up
        plan = RecoveryPlan.objects.get(child=child)
        assert (plan.way, plan.agreed_by.name) == ("repaid", "沈立")


def test_one_account_waits_one_is_asked_for_and_one_is_held(city, acts):
    with acts("shenli"):
        changes = AccountChange.objects.select_related("child", "proposed_by", "approved_by")
        here = {
            one.child.name: (one.proposed_by.name, one.approved_by and one.approved_by.name)
            for one in changes
            if one.child.name in {"程远山", "盛安然"}
        }
        assert here == {"程远山": ("高岚", "沈立"), "盛安然": ("高岚", None)}
        assert changes.get(child__name="程远山").takes_effect_on > city
        hold = AccountHold.objects.select_related("child").get(days__contains=city)
        assert hold.child.name == "路晓晨"


def test_somebody_is_away_and_a_post_changed_hands(city, acts):
    with acts("shenli"):
        absence = Absence.objects.get(days__contains=city)
        assert StandIn.objects.get(absence=absence).posting.account_id != absence.posting.account_id
        over = HandOver.objects.get()
        assert over.taker.account.name == "高岚"
        assert over.closed_on is not None
        assert over.signatures.count() == 2
        assert over.lines.count() == over.children

"""Taking back a sum that was awarded once."""

from datetime import date

from django.db import transaction

from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._competence import refuse_unless_competent
from hutong.programmes.benefits._duties import DECIDES, require
from hutong.programmes.benefits._law import benefit_of
from hutong.programmes.benefits.actions.claims import strike_all
from hutong.programmes.benefits.models import Award, AwardWithdrawal, MedicalClaim
from hutong.registry.people.models import Child


class NotWithdrawn(Refused):
    """The award cannot be taken back like this."""


@transaction.atomic
def withdraw_award(*, award: Award, reason: str, by: Officer, on: date) -> AwardWithdrawal:
    """Take back an award; what was paid of it comes back in the next round.

    The bills it paid are struck, and may be sent in again with another claim.
    """
    require(by, DECIDES)
    current = Award.objects.select_related("child").get(pk=award.pk)
    refuse_unless_competent(by, current.child, benefit_of(current.benefit), on)
    Child.objects.select_for_update(no_key=True, of=("self",)).get(pk=current.child_id)
    faults = []
    if AwardWithdrawal.objects.filter(award=current).exists():
        faults.append(Text("这笔款项已经撤销。", "This award has been withdrawn already."))
    if on < current.decided_on:
        faults.append(
            Text("撤销不能早于决定的日期 {day}。", "It cannot be withdrawn before {day}.").filled(
                day=current.decided_on
            )
        )
    if not reason.strip():
        faults.append(Text("请写明撤销的理由。", "Say why it is withdrawn."))
    if faults:
        raise NotWithdrawn(*map(Finding, faults))
    claim = MedicalClaim.objects.filter(case=current.case_id).first() if current.case_id else None
    if claim is not None:
        strike_all(claim, reason=reason, by=by, on=on)
    return AwardWithdrawal.objects.create(
        award=current,
        child=current.child,
        withdrawn_on=on,
        withdrawn_by_id=by.account_id,
        reason=reason.strip(),
    )

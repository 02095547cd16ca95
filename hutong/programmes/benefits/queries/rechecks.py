"""When a grant was looked at again, and by when it is to be."""

from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from hutong.foundation.kernel.dates import add_months
from hutong.foundation.kernel.months import Month
from hutong.foundation.policy.provisions import Provision
from hutong.programmes.benefits.models import Entitlement, Recheck
from hutong.registry.people.models import Child

# What was too short for a full grant when it was granted provisionally is long enough by then.
RIPE_MONTHS = 6


def granted_now(child: Child, benefit: str, on: date) -> Entitlement | None:
    """What a child was granted of a benefit and still is, or will be."""
    standing = Entitlement.objects.filter(child=child, benefit=benefit).filter(
        Q(ended_month__isnull=True) | Q(ended_month__gte=Month.of(on))
    )
    return standing.order_by("first_month").last()


def rechecks_of(entitlement: Entitlement) -> list[Recheck]:
    """Every look at a grant, the latest first."""
    looks = Recheck.objects.filter(entitlement=entitlement)
    return list(looks.select_related("looked_by").order_by("-looked_on", "-pk"))


def recheck_months(benefit: Provision) -> int | None:
    """After how many months a grant is looked at again; none where the law asks for no look."""
    return benefit.recheck_months or (RIPE_MONTHS if benefit.provisional else None)


def recheck_due(benefit: Provision, entitlement: Entitlement) -> date | None:
    """By when a grant is to be looked at again, counted from the last look or else the grant."""
    months = recheck_months(benefit)
    if months is None:
        return None
    looks = Recheck.objects.filter(entitlement=entitlement).order_by("-looked_on")
    last = looks.values_list("looked_on", flat=True).first()
    return add_months(last or entitlement.confirmed_on, months)


def counted_from() -> Coalesce:
    """The day from which the next look at a grant is counted, as a column."""
    looks = Recheck.objects.filter(entitlement=OuterRef("pk")).order_by("-looked_on")
    return Coalesce(Subquery(looks.values("looked_on")[:1]), F("confirmed_on"))

"""The money that benefits are paid from: what arrived for a place, and what was handed down."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place


class Source(StrEnum):
    """From whose purse money came."""

    CENTRAL = "central"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    LOTTERY = "lottery"
    CHARITY = "charity"
    OTHER = "other"


class Purpose(StrEnum):
    """What money was given for."""

    ORPHANS = "orphans"
    DE_FACTO = "de_facto"
    LIVING = "living"
    DISABILITY = "disability"
    MEDICAL = "medical"
    EDUCATION = "education"
    OTHER = "other"


class Moved(models.Model):
    """Money that moved by a document; it counts once a second person confirmed it.

    A row is never edited and never deleted: it is confirmed once and struck once, with a reason.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    document = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    struck_on = models.DateField(null=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.TextField(blank=True)  # why it was struck

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(document=""),
                name="%(class)s_moves_some_money_by_a_document",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=F("recorded_by")),
                name="%(class)s_is_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(struck_on__isnull=True, struck_by__isnull=True, reason="")
                | Q(struck_on__isnull=False, struck_by__isnull=False) & ~Q(reason=""),
                name="%(class)s_is_struck_by_somebody_for_a_reason",
            ),
        )


class FundReceipt(Moved):
    """资金到账: money that arrived for a place to pay benefits from."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    title = models.TextField()
    purpose = models.TextField()
    source = models.TextField()
    year = models.PositiveSmallIntegerField()  # in which it is to be used
    arrived_on = models.DateField()

    class Meta(Moved.Meta):
        db_table = "benefits_fund_receipt"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Moved.Meta.constraints,
            models.UniqueConstraint(
                fields=["place", "document", "source", "purpose"],
                condition=Q(struck_on__isnull=True),
                name="money_arrives_once_by_a_document",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in Source])
                & Q(purpose__in=[one.value for one in Purpose])
                & ~Q(title=""),
                name="money_has_a_title_a_source_and_a_purpose",
            ),
        )


class FundAllocation(Moved):
    """资金下拨: a part of what arrived that a place below was given."""

    receipt = models.ForeignKey(FundReceipt, models.PROTECT, related_name="allocations")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    allotted_on = models.DateField()

    class Meta(Moved.Meta):
        db_table = "benefits_fund_allocation"

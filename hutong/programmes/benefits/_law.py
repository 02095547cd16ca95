"""The law in force here, found by its name in the settings, and the fingerprint of a rule."""

import hashlib
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from django.conf import settings

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.plans import Plan
from hutong.foundation.policy.provisions import Provision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hutong.foundation.policy import Benefit, Pack
    from hutong.programmes.benefits.schedules import Schedule


class NoSuchBenefit(Refused):
    """The law names no benefit of this code."""


class NotPaidHere(Refused):
    """Another office grants and pays this benefit; here it is only worked out and shown."""


def law() -> "Pack":
    """Every benefit and class of the law in force here."""
    return _load(settings.HUTONG_LAW)


@cache
def _load(name: str) -> "Pack":
    return cast("Pack", import_module(name).pack())


def schedules() -> "Sequence[Schedule]":
    """When the law in force has cases opened by themselves; never, if it says nothing of it."""
    stated = getattr(import_module(settings.HUTONG_LAW), "all_schedules", None)
    found: Sequence[Schedule] = () if stated is None else stated()
    return found


def benefit_of(code: str) -> "Benefit":
    """The benefit of a code; one the law does not know, or another office pays, is refused."""
    for benefit in law().benefits:
        if benefit.code == code:
            if refusal := paid_elsewhere(benefit):
                raise refusal
            return benefit
    raise NoSuchBenefit(
        Finding(
            Text("没有代码为“{code}”的待遇。", "No benefit has the code “{code}”.").filled(
                code=code
            ),
            field="benefit",
        )
    )


def paid_elsewhere(benefit: Provision) -> NotPaidHere | None:
    """Why a benefit is neither granted nor paid here; nothing if it is."""
    if benefit.paid_by is None:
        return None
    return NotPaidHere(
        Finding(
            Text(
                "“{name}”由{office}审批发放，本系统不作决定，也不列入发放。",
                "“{name_en}” is granted and paid by {office_en}; it is neither decided nor paid"
                " here.",
            ).filled(
                name=benefit.name.zh,
                name_en=benefit.name.en,
                office=benefit.paid_by.zh,
                office_en=benefit.paid_by.en,
            ),
            law=benefit.law,
            field="benefit",
        )
    )


def fingerprint(benefit: Provision) -> str:
    """The same for two benefits exactly when rule, figures, start and rounding are the same."""
    roots = [condition.rule for condition in benefit.requires]
    roots += [] if benefit.pays is None else [benefit.pays]
    plan = Plan(roots)
    steps = [
        (type(node).__name__, node.own, parts)
        for node, parts in zip(plan.nodes, plan.parts, strict=True)
    ]
    stated = (
        benefit.code,
        benefit.account,
        str(benefit.begins),
        benefit.rounding.name,
        benefit.period,
        benefit.yearly_in,
        tuple(benefit.excludes),
        [(item.code, str(item.law), plan.number(item.rule)) for item in benefit.requires],
        None if benefit.pays is None else plan.number(benefit.pays),
        steps,
    )
    return hashlib.sha256(repr(stated).encode()).hexdigest()

"""Where a child lives, is registered and sleeps: the file follows, and every night has a place."""

from datetime import date

from django.db import connection, transaction
from django.db.models import Q

from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import stored
from hutong.registry.facilities.kinds import InstitutionKind
from hutong.registry.facilities.models import Institution
from hutong.registry.people import _bulk, _timeline
from hutong.registry.people._beds import give_by_beds
from hutong.registry.people._hukou import contradiction, hukou_class, in_city
from hutong.registry.people._rights import refuse_strangers
from hutong.registry.people.actions.circumstances import end_fact, record_fact
from hutong.registry.people.actions.lives import NotSoLived
from hutong.registry.people.facts import CareSetting, Hukou
from hutong.registry.people.kinds import DomicileKind
from hutong.registry.people.models import Child, Domicile, FactRecord, Stay

MOVED_AWAY = Text("已迁离本市", "moved away from the city")


@transaction.atomic
def record_move(
    *,
    child: Child,
    to: Place | None,
    kind: DomicileKind | str = DomicileKind.RESIDENCE,
    detail: str = "",
    since: date | None = None,
    registered_as: Hukou | None = None,
    paper: str = "",
    by: Officer,
    on: date,
) -> Domicile:
    """Record where a child lives or is registered from a day on (today, if none is given).

    The file goes with the child: the office of the new place sees it, the old one no longer,
    unless the child's other place lies there. A child that leaves the city with both stays on
    file at its last place in it, as one who left.
    """
    refuse_strangers(child, by)
    if to is None and not detail.strip():
        raise NotSoLived(
            Finding(
                Text(
                    "请选择地方；不在本市地名表中的，请写明地址。",
                    "Choose a place, or write the address if it is not on the list.",
                ),
                field="to",
            )
        )
    kind = DomicileKind(kind)
    inside = None if to is None else in_city(to)
    told = contradiction(registered_as, inside=inside) if kind is DomicileKind.HUKOU else None
    if told is not None:
        raise NotSoLived(Finding(told, field="registered_as"))
    current = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    if registered_as is None:  # the class alone may change, at the same place
        _refuse_no_move(current, kind, to, detail.strip())
    domicile = Domicile(
        child=current,
        kind=kind.value,
        place=to,
        detail=detail.strip(),
        days=_timeline.span(since or on, None, on=on),
        paper=paper.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    _timeline.place(domicile, Domicile.objects.filter(child=current, kind=domicile.kind))
    if domicile.kind == DomicileKind.HUKOU:
        record_fact(
            subject=current,
            name="hukou",
            value=(registered_as or hukou_class(to)).value,
            since=domicile.since,
            paper=paper,
            by=by,
            on=on,
        )
    _follow(current, since=domicile.since or on)
    child.residence_id, child.hukou_id = current.residence_id, current.hukou_id
    return domicile


@transaction.atomic
def follow_place(*, before: Place, after: Place, paper: str, by: Officer, on: date) -> int:
    """Let the children of a place that was merged or renumbered belong to what stands for it.

    Where a child is registered stays as it was; only the number of the place is another. Gives
    how many children there were.
    """
    concerned = Child.objects.filter(Q(residence=before) | Q(hukou=before)).order_by("pk")
    children = list(concerned.select_for_update(no_key=True))
    for child in children:
        refuse_strangers(child, by)
        for kind in DomicileKind:
            if getattr(child, f"{kind}_id") == before.pk:
                domicile = Domicile(
                    child=child,
                    kind=kind.value,
                    place=after,
                    detail=getattr(child, f"{kind}_detail"),
                    days=_timeline.span(on, None, on=on),
                    paper=paper.strip(),
                    recorded_on=on,
                    recorded_by_id=by.account_id,
                )
                _timeline.place(domicile, Domicile.objects.filter(child=child, kind=kind))
        _follow(child, since=on)
    return len(children)


@transaction.atomic
def admit(
    *,
    child: Child,
    institution: Institution,
    since: date,
    basis: str,
    paper: str = "",
    by: Officer,
    on: date,
) -> Stay:
    """Record that a child sleeps in an institution from a night on, and nowhere else."""
    refuse_strangers(child, by)
    first, end = institution.days.lower, institution.days.upper
    if since < first or (end is not None and since >= end):
        raise NotSoLived(
            Finding(
                Text(
                    f"{institution.name}在 {since} 并未开办。",
                    f"{institution.name} was not open on {since}.",
                ),
                field="institution",
            )
        )
    if not basis.strip():
        raise NotSoLived(
            Finding(
                Text("请写明入院的依据。", "Say on what grounds the child is admitted."),
                field="basis",
            )
        )
    stay = Stay(
        child=child,
        institution=institution,
        basis=basis.strip(),
        days=_timeline.span(since, None, on=on),
        paper=paper.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    _timeline.place(stay, Stay.objects.filter(child=child))
    give_by_beds([child], by=by, on=on)
    rescue = institution.kind == InstitutionKind.RESCUE_STATION
    record_fact(
        subject=child,
        name="care_setting",
        value=(CareSetting.RESCUE_STATION if rescue else CareSetting.INSTITUTION).value,
        since=since,
        paper=paper,
        by=by,
        on=on,
    )
    return stay


@transaction.atomic
def discharge(
    *,
    stay: Stay,
    until: date,
    to: CareSetting | None = None,
    paper: str = "",
    by: Officer,
    on: date,
) -> Stay:
    """Record the first night a child no longer sleeps there, and who raises it from then on."""
    refuse_strangers(stay.child, by)
    ended = _timeline.end(Stay.objects.get(pk=stay.pk), until, by=by, on=on)
    give_by_beds([stay.child], by=by, on=on)
    if to is not None:
        record_fact(
            subject=stay.child,
            name="care_setting",
            value=to.value,
            since=until,
            paper=paper,
            by=by,
            on=on,
        )
        return ended
    settings_then = FactRecord.objects.standing().filter(child=stay.child, name="care_setting")
    for record in settings_then.true_on(until).exclude(days__startswith=until):
        end_fact(record=record, until=until, by=by, on=on)
    return ended


def _refuse_no_move(child: Child, kind: DomicileKind, to: Place | None, detail: str) -> None:
    """A move leads to another place, or at least to another door."""
    current = Domicile.objects.standing().filter(child=child, kind=kind, days__upper_inf=True)
    if any(one.detail == detail for one in current.filter(place=to)):
        raise NotSoLived(
            Finding(
                Text(
                    "登记的已经是这个地方，没有要改的。",
                    "This is the place on record already; there is nothing to change.",
                ),
                field="to",
            )
        )


def _follow(child: Child, *, since: date) -> None:
    """Let the file follow the child: its places become those of the open domiciles."""
    opened = {
        domicile.kind: domicile
        for domicile in Domicile.objects.standing()
        .filter(child=child, days__upper_inf=True)
        .select_related("place")
    }
    if not any(in_city(domicile.place) for domicile in opened.values()):
        if child.left_on is None:
            child.left_on, child.left_reason = since, str(MOVED_AWAY)
            child.save(update_fields=["left_on", "left_reason"])
        return
    if child.left_on is not None:
        child.left_on, child.left_reason = None, ""
        child.save(update_fields=["left_on", "left_reason"])
    for kind, domicile in opened.items():
        setattr(child, f"{kind}_id", domicile.place_id)
        setattr(child, f"{kind}_detail", domicile.detail)
    sealed = stored(Child, _bulk.row_of(child))
    # The last step, because the row may leave the sight of whoever takes it.
    with connection.cursor() as cursor:
        cursor.execute(
            "select people_move(%s, %s, %s, %s, %s)",
            [
                child.pk,
                child.residence_id,
                sealed["residence_detail"],
                child.hukou_id,
                sealed["hukou_detail"],
            ],
        )

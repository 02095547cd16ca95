"""Who on the register may be the child that somebody is about to register, within the scope."""

from hutong.foundation.kernel.names import NotAName, tidy
from hutong.registry.people._numbers import normal_number
from hutong.registry.people.models import Child, OtherName

MOST = 20


def namesakes(name: str, *, limit: int = MOST) -> list[Child]:
    """The children who bear or bore a name, in the order of the register."""
    try:
        tidied = tidy(name)
    except NotAName:
        return []
    others = OtherName.objects.filter(name=tidied, child__isnull=False).values("child_id")
    found = Child.objects.filter(name=tidied) | Child.objects.filter(pk__in=others)
    return list(found.select_related("residence", "hukou").order_by("child_no")[:limit])


def child_with_id_number(raw: str) -> Child | None:
    """The child with an identity number, if it lies in the scope; nothing of any other is told."""
    found = Child.objects.filter(id_number=normal_number(raw))
    return found.select_related("residence", "hukou").first()

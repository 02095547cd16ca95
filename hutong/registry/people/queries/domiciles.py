"""Where a child lived and was registered."""

from hutong.registry.people.models import Child, Domicile


def domiciles_of(child: Child) -> list[Domicile]:
    """Every place that stands on record, the present ones first."""
    standing = Domicile.objects.standing().filter(child=child)
    return list(standing.select_related("place", "recorded_by").order_by("-days", "kind", "pk"))

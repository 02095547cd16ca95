"""After whom a page of a list begins."""

from uuid import UUID

from hutong.registry.people.models import Child
from hutong.registry.people.queries.children import Position


def position_of(child: UUID) -> Position | None:
    """Where a child stands in a list; nothing if it is not within the scope.

    So a list's address need carry only the child's key, and no name.
    """
    row = Child.objects.filter(pk=child).values_list("reading", "pk").first()
    return Position(*row) if row else None

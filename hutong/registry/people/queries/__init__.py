"""What may be asked of the register; everything shows within the scope of whoever asks."""

from hutong.registry.people.queries.children import (
    Found,
    Page,
    Position,
    children_of,
    how_many,
    list_children,
    search,
)
from hutong.registry.people.queries.circumstances import (
    KnownFact,
    fact_rows,
    fact_rows_of,
    facts_on,
)
from hutong.registry.people.queries.domiciles import domiciles_of
from hutong.registry.people.queries.files import (
    Bed,
    File,
    adult_with_id_number,
    beds_on,
    changes_of,
    file_of,
    readings_of,
    searches_with,
    sleeping_in,
)
from hutong.registry.people.queries.glass import glasses_of, glasses_to_review
from hutong.registry.people.queries.likenesses import child_with_id_number, namesakes
from hutong.registry.people.queries.orders import (
    adults_around,
    is_kept_from_somebody,
    orders_of,
    orders_running_out,
    ties_of,
)
from hutong.registry.people.queries.positions import position_of
from hutong.registry.people.queries.relation import facts_relation_sql
from hutong.registry.people.queries.rights import why_not_write

__all__ = [
    "Bed",
    "File",
    "Found",
    "KnownFact",
    "Page",
    "Position",
    "adult_with_id_number",
    "adults_around",
    "beds_on",
    "changes_of",
    "child_with_id_number",
    "children_of",
    "domiciles_of",
    "fact_rows",
    "fact_rows_of",
    "facts_on",
    "facts_relation_sql",
    "file_of",
    "glasses_of",
    "glasses_to_review",
    "how_many",
    "is_kept_from_somebody",
    "list_children",
    "namesakes",
    "orders_of",
    "orders_running_out",
    "position_of",
    "readings_of",
    "search",
    "searches_with",
    "sleeping_in",
    "ties_of",
    "why_not_write",
]

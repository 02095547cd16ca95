"""When something known of a child changes: in the world, and in the register."""

from datetime import date


def change_days_sql(children: str, known_on: date) -> str:
    """The days (subject, on_day) on which something known of the children of a query changes.

    The query gives their keys in a column named child, and in `first` and `last` the days between
    which it is asked: changes on the first day itself or before it are left out.
    """
    believed = (
        f"{{row}}.recorded_on <= date '{known_on}'"
        f" and ({{row}}.superseded_on is null or {{row}}.superseded_on > date '{known_on}')"
    )
    return f"""
        with told as materialized ({_told(children, believed)}),
        bounds as (select child, first, last from ({children}) asked)
        select subject, lower(days) as on_day from told join bounds on child = subject
         where lower(days) > first and lower(days) <= last
        union
        select subject, upper(days) from told join bounds on child = subject
         where upper(days) > first and upper(days) <= last
    """  # noqa: S608 - a query of ours and a date


def news_sql(children: str, after: date, until: date) -> str:
    """The children of a query of whom something was recorded or taken back between two days."""
    fresh = (
        f"({{row}}.recorded_on > date '{after}' and {{row}}.recorded_on <= date '{until}'"
        f" or {{row}}.superseded_on > date '{after}' and {{row}}.superseded_on <= date '{until}')"
    )
    return f"select distinct subject from ({_told(children, fresh, any_tie=True)}) told"  # noqa: S608 - as above


def _told(children: str, which: str, *, any_tie: bool = False) -> str:
    """The spans of everything told of children, their parents and their households."""
    ties = "true" if any_tie else which
    return f"""
        with asked as materialized ({children}),
        held as (
            select child as subject, child as holder from asked
            union
            select tie.child_id, tie.adult_id
              from people_relation tie join asked on asked.child = tie.child_id
             where tie.kind in ('father', 'mother') and {ties.format(row="tie")}
            union
            select member.child_id, member.household_id
              from people_membership member join asked on asked.child = member.child_id
             where {ties.format(row="member")}
        )
        select held.subject, fact.days
          from held join people_fact fact on fact.subject = held.holder
         where {which.format(row="fact")}
        union all
        select tie.child_id, tie.days
          from people_relation tie join asked on asked.child = tie.child_id
         where tie.kind in ('father', 'mother') and {which.format(row="tie")}
        union all
        select member.child_id, member.days
          from people_membership member join asked on asked.child = member.child_id
         where {which.format(row="member")}
    """  # noqa: S608 - as above

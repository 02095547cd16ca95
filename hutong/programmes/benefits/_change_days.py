"""The days on which something known of a child begins or ends."""

from datetime import date


def change_days_sql(children: str, known_on: date) -> str:
    """The change days (subject, on_day) of the children another query names in its only column."""
    day = f"date '{known_on}'"

    def believed(row: str) -> str:
        return (
            f"{row}.recorded_on <= {day}"
            f" and ({row}.superseded_on is null or {row}.superseded_on > {day})"
        )

    return f"""
        with asked as materialized ({children}),
        held (subject, holder, days) as (
            select asked.child, asked.child, daterange(null, null) from asked
            union all
            select tie.child_id, tie.adult_id, tie.days
              from people_relation tie join asked on asked.child = tie.child_id
             where tie.kind in ('father', 'mother') and {believed("tie")}
            union all
            select member.child_id, member.household_id, member.days
              from people_membership member join asked on asked.child = member.child_id
             where {believed("member")}
        ),
        told as (
            select subject, days from held
            union all
            select held.subject, fact.days
              from held join people_fact fact on fact.subject = held.holder
             where {believed("fact")}
        )
        select subject, lower(days) as on_day from told where not lower_inf(days)
        union
        select subject, upper(days) from told where not upper_inf(days)
    """  # noqa: S608 - a query of ours and a date

"""Who is past kindergarten: a child that is known to go to school."""

from typing import Final

from hutong.registry.people.facts import Study, child

AT_SCHOOL: Final = child.study.is_known() & child.study.is_in(
    *(study.value for study in Study if study not in {Study.NONE, Study.PRESCHOOL})
)

"""Identity numbers across the whole register: known or not, and nothing else."""

from collections.abc import Iterable

from django.db import connection

from hutong.foundation.kernel.identity import NotAnIdNumber, read_id_number
from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text
from hutong.foundation.secrecy.fields import blind_of
from hutong.registry.people.models import Child


def numbers_known(numbers: Iterable[str]) -> set[str]:
    """Those of the numbers that are registered, wherever that is."""
    digests = {number_digest(number): number for number in numbers}
    with connection.cursor() as cursor:
        cursor.execute("select people_id_numbers_known(%s)", [list(digests)])
        return {digests[known] for known in cursor.fetchone()[0]}


def number_digest(number: str) -> str:
    """By what the database finds the child with an identity number."""
    return blind_of(Child, "id_number_index", number)


def normal_number(raw: str) -> str:
    """A number as it is stored, or as it was written if it is none."""
    try:
        return read_id_number(raw).number
    except NotAnIdNumber:
        return raw


def number_taken() -> Finding:
    """What is said of a number that is in the register, wherever that is."""
    return Finding(
        Text(
            "这个身份证号已经登记过，不能重复登记；您的名单里没有这名儿童的，请联系上一级民政部门。",
            "This identity number is registered already and cannot be registered twice; if the "
            "child is not on your list, ask the next higher civil affairs office.",
        ),
        field="id_number",
    )

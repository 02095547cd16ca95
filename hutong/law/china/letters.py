"""Who writes each letter that a step of a procedure may send."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from hutong.casework import writing
from hutong.casework.writing import Writer
from hutong.law.china.remedies import REMEDIES
from hutong.programmes.benefits import letters

LETTERS: Final[Mapping[str, Writer]] = {
    "receipt": writing.receipt,
    "papers": letters.papers,
    "granted": partial(letters.granted, remedies=REMEDIES),
    "awarded": partial(letters.awarded, remedies=REMEDIES),
    "awarded-to-provider": partial(letters.awarded, remedies=REMEDIES, to_the_family=False),
    "account-changing": letters.account_changed,
    "account-changed": letters.account_changed,
    "declined": partial(letters.declined, remedies=REMEDIES),
    "recovery": partial(letters.recovery, remedies=REMEDIES),
    "stopped": partial(letters.stopped, remedies=REMEDIES),
}

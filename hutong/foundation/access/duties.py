"""Which posts may do what to which kind of thing, as the ways in ask before anything is done.

Whose row it is, the database decides; whose turn it is and who has done what already, the verb.
security/access.csv says the same once more, and is held against this and against the database.
"""

from collections.abc import Mapping

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.roles import HOLDABLE, SEES_STRICTEST, Role

EVERYBODY = frozenset(HOLDABLE)
DIRECTOR = frozenset({Role.CHILD_DIRECTOR})
HIGHER = frozenset({Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER})
OFFICE = HIGHER | {Role.CHILD_SUPERVISOR}
FIELD = OFFICE | DIRECTOR
INSIDE = frozenset({Role.INSTITUTION_STAFF, Role.INSTITUTION_HEAD, Role.RESCUE_STAFF})
PAYING = frozenset({Role.PAYMENT_CLERK, Role.PAYMENT_CHECKER, Role.PAYMENT_APPROVER})
CLERK = frozenset({Role.PAYMENT_CLERK})
AUDIT = frozenset({Role.AUDITOR})
WORKER = frozenset({Role.SOCIAL_WORKER})
SECURITY = frozenset({Role.SECURITY_ADMINISTRATOR})
HEAD = frozenset({Role.INSTITUTION_HEAD})

DUTIES: Mapping[Kind, Mapping[Act, frozenset[Role]]] = {
    Kind.DESK: {Act.VIEW: EVERYBODY, Act.CHANGE: EVERYBODY},
    Kind.POLICY: {Act.VIEW: EVERYBODY, Act.CREATE: HIGHER, Act.EXPORT: HIGHER},
    Kind.PLACE: {Act.VIEW: FIELD | PAYING | AUDIT},
    Kind.POST: {
        Act.VIEW: FIELD | PAYING | AUDIT,
        Act.CHANGE: FIELD | PAYING | AUDIT,
        Act.APPROVE: HIGHER,
    },
    Kind.CHILD: {
        Act.VIEW: FIELD | INSIDE | WORKER | PAYING | AUDIT,
        Act.OPEN: FIELD | INSIDE | WORKER | CLERK,
        Act.CREATE: FIELD,
        Act.CHANGE: FIELD | INSIDE,
    },
    Kind.CIRCUMSTANCE: {
        Act.VIEW: FIELD | INSIDE | WORKER,
        Act.OPEN: FIELD | INSIDE | WORKER,
        Act.CHANGE: FIELD | INSIDE,
        Act.RECKON: CLERK,
    },
    Kind.HEALTH: {Act.OPEN: SEES_STRICTEST},
    Kind.PAPER: {
        Act.VIEW: FIELD | INSIDE,
        Act.OPEN: FIELD | INSIDE,
        Act.CHANGE: FIELD | INSIDE,
        Act.EXPORT: FIELD | INSIDE,
    },
    Kind.CASE: {
        # those who pay recover what was paid too much, and keep accounts, by a case
        Act.VIEW: FIELD | INSIDE | WORKER | PAYING | AUDIT,
        Act.CREATE: FIELD | INSIDE | PAYING,
        Act.CHANGE: FIELD | INSIDE | PAYING,
    },
    Kind.BENEFIT: {
        Act.VIEW: FIELD | INSIDE | PAYING | AUDIT,
        Act.OPEN: FIELD | INSIDE,  # why something is owed or not tells of the family
        Act.CHANGE: FIELD,
        Act.APPROVE: OFFICE,
    },
    Kind.ACCOUNT: {
        Act.VIEW: FIELD | HEAD | PAYING | AUDIT,
        Act.CHANGE: OFFICE | PAYING,
        Act.APPROVE: HIGHER | PAYING,
    },
    Kind.PAYMENT: {
        Act.VIEW: OFFICE | PAYING | AUDIT,
        Act.CREATE: CLERK,
        Act.CHANGE: PAYING,
        Act.EXPORT: HIGHER | PAYING | AUDIT,
    },
    Kind.FUND: {
        Act.VIEW: OFFICE | PAYING | AUDIT,
        Act.CREATE: HIGHER | PAYING,
        Act.APPROVE: HIGHER | PAYING,
    },
    Kind.REGISTER: {Act.VIEW: OFFICE, Act.CREATE: OFFICE},
    Kind.TABLE: {Act.VIEW: OFFICE | PAYING | AUDIT, Act.EXPORT: OFFICE | PAYING | AUDIT},
    Kind.ORDER: {Act.VIEW: FIELD | INSIDE, Act.CREATE: HIGHER, Act.CHANGE: HIGHER},
    Kind.GLASS: {
        Act.VIEW: FIELD | INSIDE,
        Act.CREATE: FIELD | INSIDE,
        Act.APPROVE: HIGHER,
    },
    Kind.ALERT: {Act.VIEW: SECURITY, Act.CHANGE: SECURITY},
    Kind.TRAIL: {Act.VIEW: FIELD | HEAD | AUDIT},
}


def may(role: Role, kind: Kind, act: Act) -> bool:
    """Whether a post includes doing this to things of this kind at all."""
    return role in DUTIES.get(kind, {}).get(act, frozenset())

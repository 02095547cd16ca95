"""What may be done with the register: the verbs."""

from hutong.foundation.policy import NotAFact
from hutong.registry.people._beds import give_by_beds
from hutong.registry.people._rights import NotTheirChild, NotYetRelated
from hutong.registry.people._subjects import UnknownIsNotRecorded
from hutong.registry.people._timeline import NoLongerStands, NoSuchDays, RecordedLater
from hutong.registry.people.actions.circumstances import (
    NoReasonGiven,
    NotVerifiable,
    correct_fact,
    end_fact,
    record_fact,
    verify_fact,
    withdraw_fact,
)
from hutong.registry.people.actions.families import (
    AlreadyRelated,
    NotSoRelated,
    end_relation,
    form_household,
    join_household,
    leave_household,
    record_adult,
    relate,
    withdraw_relation,
)
from hutong.registry.people.actions.glass import (
    NotBroken,
    NotReviewed,
    break_glass,
    due,
    look_through,
    review_glass,
    suspended_by,
)
from hutong.registry.people.actions.lives import (
    NotSoLived,
    correct_birth_date,
    record_death,
    record_leaving,
)
from hutong.registry.people.actions.orders import (
    NotSoOrdered,
    NotSoTied,
    declare_tie,
    end_tie,
    lift_order,
    record_order,
)
from hutong.registry.people.actions.registering import (
    NotRegistrable,
    NotThatPerson,
    amend_child,
    examine,
    record_other_name,
    register_child,
    register_children,
)
from hutong.registry.people.actions.whereabouts import (
    admit,
    discharge,
    follow_place,
    record_move,
)
from hutong.registry.people.entries import NewAdult, NewChild, NewFact, NewHousehold

__all__ = [
    "AlreadyRelated",
    "NewAdult",
    "NewChild",
    "NewFact",
    "NewHousehold",
    "NoLongerStands",
    "NoReasonGiven",
    "NoSuchDays",
    "NotAFact",
    "NotBroken",
    "NotRegistrable",
    "NotReviewed",
    "NotSoLived",
    "NotSoOrdered",
    "NotSoRelated",
    "NotSoTied",
    "NotThatPerson",
    "NotTheirChild",
    "NotVerifiable",
    "NotYetRelated",
    "RecordedLater",
    "UnknownIsNotRecorded",
    "admit",
    "amend_child",
    "break_glass",
    "correct_birth_date",
    "correct_fact",
    "declare_tie",
    "discharge",
    "due",
    "end_fact",
    "end_relation",
    "end_tie",
    "examine",
    "follow_place",
    "form_household",
    "give_by_beds",
    "join_household",
    "leave_household",
    "lift_order",
    "look_through",
    "record_adult",
    "record_death",
    "record_fact",
    "record_leaving",
    "record_move",
    "record_order",
    "record_other_name",
    "register_child",
    "register_children",
    "relate",
    "review_glass",
    "suspended_by",
    "verify_fact",
    "withdraw_fact",
    "withdraw_relation",
]

"""What may be done with cases."""

from hutong.casework._stepping import NotComplete, NotNow, NotYourStep, Overtaken
from hutong.casework.actions.cases import (
    AlreadyOpen,
    KeyUsed,
    change_version,
    open_case,
    recount_limits,
    take_step,
)
from hutong.casework.actions.forms import NoSuchForm, print_child_form, print_form
from hutong.casework.actions.letters import HOW, NotHandedOver, hand_over_letter, open_letter
from hutong.casework.actions.ringing import ring, the_clock

__all__ = [
    "HOW",
    "AlreadyOpen",
    "KeyUsed",
    "NoSuchForm",
    "NotComplete",
    "NotHandedOver",
    "NotNow",
    "NotYourStep",
    "Overtaken",
    "change_version",
    "hand_over_letter",
    "open_case",
    "open_letter",
    "print_child_form",
    "print_form",
    "recount_limits",
    "ring",
    "take_step",
    "the_clock",
]

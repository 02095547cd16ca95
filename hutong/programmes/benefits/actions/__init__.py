"""What may be done with benefits and money: the verbs."""

from hutong.programmes.benefits._competence import DecidedAlone, NotCompetent
from hutong.programmes.benefits._duties import NotYourDuty
from hutong.programmes.benefits._granting import NotGranted
from hutong.programmes.benefits._law import NoSuchBenefit
from hutong.programmes.benefits.actions.accounts import NotAnAccount, set_payee_account
from hutong.programmes.benefits.actions.awards import NotWithdrawn, withdraw_award
from hutong.programmes.benefits.actions.granting import (
    AlreadyGranted,
    NotAnEnd,
    TakenOver,
    agree_to_deviation,
    confirm,
    decline,
    end,
    propose_deviation,
    take_over,
)
from hutong.programmes.benefits.actions.rechecks import NotLookedAt, look_again
from hutong.programmes.benefits.actions.rounds import (
    LinesChanged,
    NotThisRound,
    RoundInTheWay,
    approve_round,
    check_round,
    make_round,
    release_round,
    withdraw_round,
)
from hutong.programmes.benefits.actions.stopping import NotResumed, NotStopped, resume, stop

__all__ = [
    "AlreadyGranted",
    "DecidedAlone",
    "LinesChanged",
    "NoSuchBenefit",
    "NotAnAccount",
    "NotAnEnd",
    "NotCompetent",
    "NotGranted",
    "NotLookedAt",
    "NotResumed",
    "NotStopped",
    "NotThisRound",
    "NotWithdrawn",
    "NotYourDuty",
    "RoundInTheWay",
    "TakenOver",
    "agree_to_deviation",
    "approve_round",
    "check_round",
    "confirm",
    "decline",
    "end",
    "look_again",
    "make_round",
    "propose_deviation",
    "release_round",
    "resume",
    "set_payee_account",
    "stop",
    "take_over",
    "withdraw_award",
    "withdraw_round",
]

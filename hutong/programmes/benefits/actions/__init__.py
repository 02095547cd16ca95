"""What may be done with benefits and money: the verbs."""

from hutong.programmes.benefits._competence import DecidedAlone, NotCompetent
from hutong.programmes.benefits._duties import NotYourDuty
from hutong.programmes.benefits._granting import NotGranted
from hutong.programmes.benefits._law import NoSuchBenefit, NotPaidHere
from hutong.programmes.benefits._remitting import (
    SentMeanwhile,
)
from hutong.programmes.benefits.actions.accounts import (
    NeedsTwoPeople,
    NotAnAccount,
    NotHeld,
    hold_account,
    lift_hold,
    set_payee_account,
)
from hutong.programmes.benefits.actions.answers import (
    NotAnswers,
    NotToBeRuled,
    rule_payment,
    send_again,
    take_answers,
)
from hutong.programmes.benefits.actions.awards import NotWithdrawn, withdraw_award
from hutong.programmes.benefits.actions.changing import (
    NotChanged,
    approve_account_change,
    propose_account_change,
    refuse_account_change,
    withdraw_account_change,
)
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
from hutong.programmes.benefits.actions.recovering import (
    NotRecovered,
    StillOwed,
    agree_to_recovery,
    agree_to_waiver,
    close_recovery,
    end_recovery,
    propose_recovery,
    propose_waiver,
    record_repayment,
)
from hutong.programmes.benefits.actions.reviews import (
    NotAtSchool,
    Opened,
    go_on_at_school,
    open_what_is_due,
    review,
)
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
    "NeedsTwoPeople",
    "NoSuchBenefit",
    "NotAnAccount",
    "NotAnEnd",
    "NotAnswers",
    "NotAtSchool",
    "NotChanged",
    "NotCompetent",
    "NotGranted",
    "NotHeld",
    "NotLookedAt",
    "NotPaidHere",
    "NotRecovered",
    "NotResumed",
    "NotStopped",
    "NotThisRound",
    "NotToBeRuled",
    "NotWithdrawn",
    "NotYourDuty",
    "Opened",
    "RoundInTheWay",
    "SentMeanwhile",
    "StillOwed",
    "TakenOver",
    "agree_to_deviation",
    "agree_to_recovery",
    "agree_to_waiver",
    "approve_account_change",
    "approve_round",
    "check_round",
    "close_recovery",
    "confirm",
    "decline",
    "end",
    "end_recovery",
    "go_on_at_school",
    "hold_account",
    "lift_hold",
    "look_again",
    "make_round",
    "open_what_is_due",
    "propose_account_change",
    "propose_deviation",
    "propose_recovery",
    "propose_waiver",
    "record_repayment",
    "refuse_account_change",
    "release_round",
    "resume",
    "review",
    "rule_payment",
    "send_again",
    "set_payee_account",
    "stop",
    "take_answers",
    "take_over",
    "withdraw_account_change",
    "withdraw_award",
    "withdraw_round",
]

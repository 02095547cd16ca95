"""儿童福利证年审: each December the district looks again at every orphan it has certified."""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import district as district_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import days
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.grants import HAPPENED_ON, WHICH
from hutong.law.beijing.papers import PROOF_OF_CHANGE
from hutong.law.beijing.texts import ISSUED_2011, ORPHANS_2011
from hutong.programmes.benefits.actions import reviews, stopping
from hutong.programmes.benefits.schedules import EveryYear

DISTRICT = district_office(Role.DISTRICT_OFFICER)
YEARLY, WITHDRAWN = ORPHANS_2011["五"], ORPHANS_2011["四（四）"]
FOUND = Ask("found", Text("年审情况", "what was found"), Shape.TEXT)

schedule = EveryYear(
    procedure="december-review",
    benefits=("living-allowance-orphan",),
    months=(12,),
    law=YEARLY,
)

procedure = Procedure(
    code="december-review",
    name=Text("儿童福利证年审", "yearly review of the child welfare certificate"),
    about=Text(
        "每年十二月对领证的孤儿逐一年审；情形消失的，自次月起停发并收回儿童福利证。",
        "Each December every certified orphan is looked at again; where the circumstances have "
        "ceased, payment stops from the month after and the certificate is taken back.",
    ),
    law=YEARLY,
    since=ISSUED_2011,
    competent=Competent.HUKOU,
    unconfirmed=(
        Text(
            "文件只写每年十二月年审，由谁年审没有写，暂按发证的区；自十二月一日起三十日内办结。",
            "The text says each December alone; who reviews is taken to be the district, which "
            "issued the certificate, within thirty days of the first.",
        ),
    ),
    states={"to-review": Text("待年审", "to be reviewed")},
    steps=(
        Step(
            code="begin",
            label=Text("十二月列入年审", "put on December's list"),
            leaves=START,
            enters="to-review",
            by=DISTRICT,
            law=YEARLY,
            move=Move.LAPSE,
            asks=(WHICH,),
        ),
        Step(
            code="put-on-the-list",
            label=Text("补列年审", "put on the list by hand"),
            leaves=START,
            enters="to-review",
            by=DISTRICT,
            law=YEARLY,
            asks=(WHICH,),
        ),
        Step(
            code="review",
            label=Text("年审，情形未变", "reviewed: unchanged"),
            leaves="to-review",
            enters=END,
            by=DISTRICT,
            law=YEARLY,
            within=days(30),
            asks=(FOUND,),
            does=reviews.review,
        ),
        Step(
            code="withdraw-certificate",
            label=Text(
                "年审，停发并收回儿童福利证", "reviewed: stop, and take the certificate back"
            ),
            leaves="to-review",
            enters=END,
            by=DISTRICT,
            law=WITHDRAWN,
            move=Move.REFUSE,
            asks=(FOUND, HAPPENED_ON),
            takes=(PROOF_OF_CHANGE,),
            does=stopping.stop,
            letter="stopped",
            tells=Text(
                "年审发现情形已经消失，自次月起停发，理由和救济途径见书面告知。",
                "The circumstances have ceased; it stops from the month after. The letter gives "
                "the reason and what can be done.",
            ),
        ),
        Step(
            code="not-due",
            label=Text("不需年审", "no review is due"),
            leaves="to-review",
            enters=END,
            by=DISTRICT,
            law=YEARLY,
            move=Move.WITHDRAW,
        ),
    ),
)

"""残疾人两项补贴复核: each January and July from the 1st to the 20th; no review, no pay after it.

The clock lists the children and says who was not reviewed. It stops nobody's money: the district
does, and grants again what is reviewed later.
"""

from typing import Final

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import days
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.grants import FROM_MONTH, HAPPENED_ON
from hutong.law.beijing.papers import PROOF_OF_CHANGE
from hutong.law.beijing.texts import DISABILITY_2016, DISABILITY_ISSUED
from hutong.programmes.benefits.actions import reviews, stopping
from hutong.programmes.benefits.schedules import EveryYear

HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
REVIEWED: Final = DISABILITY_2016["9"]
MONTHS: Final = (1, 7)
FIRST_DAY, LAST_DAY = 1, 20  # of the month
FOUND = Ask("found", Text("复核情况", "what was found"), Shape.TEXT)
NO_LIMIT = Text(
    "文件只写未复核的自次月起停发，没有规定由谁在几日内停发。",
    "The text says only that payment stops from the next month; not who stops it, or by when.",
)
NO_LIMIT_AFTER = Text(
    "文件没有写停发后再复核的，也没有期限。",
    "The text does not write of a review after the stop, and sets no limit.",
)


def twice_a_year(procedure: str, benefit: str) -> EveryYear:
    """When the reviews of one of the two subsidies begin."""
    return EveryYear(procedure=procedure, benefits=(benefit,), months=MONTHS, law=REVIEWED)


def disability_review(*, code: str, name: Text, benefit: str) -> Procedure:
    """The review of one of the two subsidies."""
    on_this = {"benefit": benefit}
    return Procedure(
        code=code,
        name=name,
        about=Text(
            "每年一月、七月的1日至20日复核；没有复核的，自次月起停发。到期未复核的由系统列出，"
            "由区决定停发；以后复核属实的，由区恢复。",
            "Reviewed from the 1st to the 20th of January and July; what is not reviewed is not "
            "paid from the next month. The clock lists it, the district decides to stop it, and "
            "grants it again when a later review finds it as it was.",
        ),
        law=REVIEWED,
        since=DISABILITY_ISSUED,
        competent=Competent.HUKOU,
        unconfirmed=(
            Text(
                "由谁复核、由谁停发，文件没有写，暂按街道复核、区停发；"
                "停发后又复核的，停发的月份是否补发没有写，由区逐件决定。",
                "Who reviews and who stops is not said: taken to be the street and the district. "
                "Whether the months between are made up for is not said either; the district "
                "decides it case by case.",
            ),
        ),
        states={
            "to-review": Text("待复核", "to be reviewed"),
            "changed": Text("复核情形有变，区核定", "changed, the district decides"),
            "unreviewed": Text("到期未复核，区决定", "not reviewed in time, the district decides"),
            "stopped": Text("未复核已停发，待复核", "stopped unreviewed, still to be reviewed"),
        },
        steps=(
            Step(
                code="begin",
                label=Text("列入复核", "put on the list"),
                leaves=START,
                enters="to-review",
                by=STREET,
                law=REVIEWED,
                move=Move.LAPSE,
            ),
            Step(
                code="put-on-the-list",
                label=Text("补列复核", "put on the list by hand"),
                leaves=START,
                enters="to-review",
                by=(STREET, DISTRICT),
                law=REVIEWED,
            ),
            Step(
                code="review",
                label=Text("复核，情形未变", "reviewed: unchanged"),
                leaves="to-review",
                enters=END,
                by=STREET,
                law=REVIEWED,
                within=days(LAST_DAY - FIRST_DAY),
                asks=(FOUND,),
                does=reviews.review,
                given=on_this,
            ),
            Step(
                code="review-late",
                label=Text("逾期复核，情形未变", "reviewed late: unchanged"),
                leaves="unreviewed",
                enters=END,
                by=STREET,
                law=REVIEWED,
                unlimited=NO_LIMIT,
                asks=(FOUND,),
                does=reviews.review,
                given=on_this,
            ),
            Step(
                code="changed",
                label=Text("复核，情形有变，报区", "reviewed: changed, sent up"),
                leaves=("to-review", "unreviewed"),
                enters="changed",
                by=STREET,
                law=REVIEWED,
                unlimited=NO_LIMIT,
                asks=(FOUND,),
                takes=(PROOF_OF_CHANGE,),
            ),
            Step(
                code="time-is-up",
                label=Text("到期未复核", "not reviewed in time"),
                leaves="to-review",
                enters="unreviewed",
                by=DISTRICT,
                law=REVIEWED,
                move=Move.LAPSE,
                within=days(LAST_DAY - FIRST_DAY),
            ),
            Step(
                code="stop-unreviewed",
                label=Text("未复核，自次月起停发", "not reviewed: stop from the next month"),
                leaves="unreviewed",
                enters="stopped",
                by=DISTRICT,
                law=REVIEWED,
                unlimited=NO_LIMIT,
                does=reviews.stop_unreviewed,
                given=on_this,
                with_reason=True,
                letter="stopped",
                tells=Text(
                    "没有按期复核，自复核月份的次月起停发；复核后可以恢复。",
                    "It was not reviewed in time and stops from the month after; once it is "
                    "reviewed it can go on.",
                ),
            ),
            Step(
                code="stop",
                label=Text("情形消失，停发", "the circumstances have ceased: stop"),
                leaves="changed",
                enters=END,
                by=DISTRICT,
                law=REVIEWED,
                move=Move.REFUSE,
                asks=(HAPPENED_ON,),
                does=stopping.stop,
                given=on_this,
                letter="stopped",
                tells=Text(
                    "复核发现情形已经消失，自次月起停发，理由和救济途径见书面告知。",
                    "The circumstances have ceased; it stops from the month after. The letter "
                    "gives the reason and what can be done.",
                ),
            ),
            Step(
                code="goes-on",
                label=Text("核定后继续发放", "it goes on"),
                leaves="changed",
                enters=END,
                by=DISTRICT,
                law=REVIEWED,
                unlimited=NO_LIMIT,
                asks=(FOUND,),
                does=reviews.review,
                given=on_this,
            ),
            Step(
                code="resume",
                label=Text("停发后复核属实，恢复", "reviewed after the stop: it goes on"),
                leaves="stopped",
                enters=END,
                by=DISTRICT,
                law=REVIEWED,
                unlimited=NO_LIMIT_AFTER,
                asks=(FOUND, FROM_MONTH),
                does=stopping.resume,
                given=on_this,
                with_reason=True,
                letter="granted",
                tells=Text(
                    "已复核并恢复，起领年月见书面告知。",
                    "Reviewed, and it goes on; the letter says from which month.",
                ),
            ),
            Step(
                code="stays-stopped",
                label=Text("不再恢复", "it stays stopped"),
                leaves="stopped",
                enters=END,
                by=DISTRICT,
                law=REVIEWED,
                move=Move.REFUSE,
            ),
            Step(
                code="not-due",
                label=Text("不需复核", "no review is due"),
                leaves=("to-review", "unreviewed"),
                enters=END,
                by=(STREET, DISTRICT),
                law=REVIEWED,
                move=Move.WITHDRAW,
            ),
        ),
    )

"""儿童福利证（社会散居孤儿）: the street investigates, the district certifies and grants.

The text names no time limits; that is said on every step.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import (
    BANK_ACCOUNT,
    CERTIFICATE_FORM,
    HOUSEHOLD_REGISTER,
    PROOF_OF_GUARDIANSHIP,
    PROOF_OF_PARENTS,
)
from hutong.law.beijing.texts import ISSUED_2011, ORPHANS_2011
from hutong.programmes.benefits.actions import granting

BENEFIT = "living-allowance-orphan"
HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
HANDED_IN = (
    CERTIFICATE_FORM,
    HOUSEHOLD_REGISTER,
    PROOF_OF_PARENTS,
    PROOF_OF_GUARDIANSHIP,
    BANK_ACCOUNT,
)
NO_LIMIT = Text("文件没有规定这一步的期限。", "The text sets no time limit for this step.")
APPLY, CERTIFY = ORPHANS_2011["三（二）"], ORPHANS_2011["三（二）"]

procedure = Procedure(
    code="orphan-certificate",
    name=Text("孤儿认定和儿童福利证", "recognition of an orphan, with the welfare certificate"),
    about=Text(
        "监护人向户籍地街道申请，街道调查填表报区，区审核发证并按孤儿标准保障。",
        "The guardian applies to the street of registration, which investigates; the district "
        "checks, issues the certificate and grants the orphan rate.",
    ),
    law=ORPHANS_2011["三（二）"],
    since=ISSUED_2011,
    competent=Competent.HUKOU,
    benefit=BENEFIT,
    further_forms=("guardian-confirmation", "rearing-agreement", "welfare-certificate"),
    states={
        "applied": Text("已申请，街道调查中", "applied for, the street investigates"),
        "supplement": Text("待补正材料", "papers to be supplied"),
        "investigated": Text("街道已报区，待审核", "sent up, the district checks"),
    },
    steps=(
        Step(
            code="apply",
            label=Text("提出申请", "apply"),
            leaves=START,
            enters="applied",
            by=(HOME, STREET),
            law=APPLY,
            asks=(
                Ask("applicant", Text("申请人", "applicant")),
                Ask("relation", Text("与儿童的关系", "what they are to the child")),
            ),
            takes=HANDED_IN,
        ),
        Step(
            code="ask-for-papers",
            label=Text("一次告知补正", "ask for papers"),
            leaves="applied",
            enters="supplement",
            by=STREET,
            law=APPLY,
            move=Move.RETURN,
            letter="papers",
            tells=Text("请补充材料，原因见告知书。", "Papers are missing; the letter says which."),
        ),
        Step(
            code="supply",
            label=Text("补齐材料", "supply the papers"),
            leaves="supplement",
            enters="applied",
            by=(HOME, STREET),
            law=APPLY,
            unlimited=NO_LIMIT,
            takes=HANDED_IN,
        ),
        Step(
            code="send-up",
            label=Text("调查后报区", "investigate and send up"),
            leaves="applied",
            enters="investigated",
            by=STREET,
            law=APPLY,
            unlimited=NO_LIMIT,
            asks=(Ask("opinion", Text("街道调查意见", "what the street found")),),
            takes=HANDED_IN,
            needs=(CERTIFICATE_FORM, HOUSEHOLD_REGISTER, PROOF_OF_PARENTS, PROOF_OF_GUARDIANSHIP),
        ),
        Step(
            code="send-back",
            label=Text("退回街道重新调查", "send back to the street"),
            leaves="investigated",
            enters="applied",
            by=DISTRICT,
            law=CERTIFY,
            unlimited=NO_LIMIT,
            with_reason=True,
        ),
        Step(
            code="certify",
            label=Text("审核发证", "check and certify"),
            leaves="investigated",
            enters=END,
            by=DISTRICT,
            law=CERTIFY,
            unlimited=NO_LIMIT,
            asks=(
                Ask(
                    "certificate_number",
                    Text("儿童福利证号", "certificate number"),
                    hint=Text("如 (京)昌0001", "such as (京)昌0001"),
                ),
            ),
            does=granting.confirm,
            given={"benefit": BENEFIT},
            letter="granted",
            tells=Text(
                "已认定并发证，自次月起发放。", "Recognised and certified; paid from next month."
            ),
        ),
        Step(
            code="decline",
            label=Text("不予认定", "decline"),
            leaves="investigated",
            enters=END,
            by=DISTRICT,
            law=CERTIFY,
            move=Move.REFUSE,
            does=granting.decline,
            given={"benefit": BENEFIT},
            letter="declined",
            tells=Text(
                "不符合条件，理由和救济途径见书面告知。",
                "Declined; the letter gives the reasons and what can be done.",
            ),
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the applicant"),
            leaves=("applied", "supplement"),
            enters=END,
            by=(HOME, STREET),
            law=APPLY,
            move=Move.WITHDRAW,
        ),
    ),
)

"""The forms that offices may print in every city, and who fills in each."""

from functools import partial
from typing import Final

from hutong.casework.forms import CaseForm, ChildForm, Forms
from hutong.foundation.kernel.text import Text
from hutong.law.china import guardianship
from hutong.oversight.statistics.returns import personal
from hutong.programmes.benefits import forms
from hutong.registry.people import sheets

FORMS: Final = Forms(
    of_cases={
        "application": CaseForm(Text("申请表", "application form"), forms.application),
        "approval": CaseForm(
            Text("审批表", "form of approval"), forms.approval, ready=forms.is_decided
        ),
        "guardian-confirmation": CaseForm(
            Text("监护人确认书", "guardian's confirmation"),
            partial(
                forms.guardian_confirmation,
                grounds=guardianship.GROUNDS,
                declares=guardianship.GUARDIANS_DUTIES,
            ),
        ),
        "rearing-agreement": CaseForm(
            Text("养育监护协议", "rearing agreement"),
            partial(
                forms.rearing_agreement,
                clauses=guardianship.REARING,
                open_terms=guardianship.REARING_OPEN,
            ),
        ),
    },
    of_children={
        "visit-sheet": ChildForm(
            Text("儿童入户核查表", "home visit sheet"),
            Text(
                "入户前打印，已知的内容预填，当面核实后签字（R7）。",
                "printed before a home visit with what is known filled in, signed there (R7).",
            ),
            personal.visit_sheet,
        ),
        "personal-register": ChildForm(
            Text("困境儿童个人登记表", "personal register sheet"),
            Text(
                "一人一表，未勾选的由填报人核实后填写（R5）。",
                "one sheet a child; what is not ticked is filled in by hand (R5).",
            ),
            personal.personal_register,
        ),
        "entrusted-care-agreement": ChildForm(
            Text("委托照护协议", "entrusted-care agreement"),
            Text(
                "父母外出期间托人照护儿童时签订，受托人不因此成为监护人。",
                "signed when a child is left in another's care while its parents are away; the "
                "carer does not become its guardian.",
            ),
            partial(
                sheets.entrusted_care,
                clauses=guardianship.ENTRUSTED_CARE,
                open_terms=guardianship.ENTRUSTED_CARE_OPEN,
            ),
        ),
        "entrusted-care-filing": ChildForm(
            Text("委托照护备案表", "filing of entrusted care"),
            Text(
                "交居（村）民委员会备案，写明理由、期限和书面告知。",
                "filed with the residents' committee: why, for how long, and who was told.",
            ),
            partial(
                sheets.entrusted_care_filing,
                reasons=guardianship.ENTRUSTED_CARE_REASONS,
                barred=guardianship.BARRED,
                basis=guardianship.BARRED_BY,
            ),
        ),
    },
)

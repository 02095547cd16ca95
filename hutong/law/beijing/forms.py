"""The forms that Beijing's offices print, besides those of every city."""

from dataclasses import replace
from functools import partial
from typing import Final

from hutong.casework.forms import CaseForm, Forms
from hutong.foundation.documents.letters import Basis
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.texts import ORPHANS_2011
from hutong.law.china import forms as china
from hutong.programmes.benefits import forms

# What whoever holds a certificate has to mind.
NOTES: Final = (
    "本证由儿童本人或者监护人保管，由福利机构养育的，由机构保管；不得转借、涂改。",
    "儿童的监护人、住址、户籍、就学或者领取账户变化时，持本证到户籍地街道（乡镇）办理变更。",
    "不再符合条件的，停止发放，本证由区民政部门收回。",
    "遗失的，及时告知户籍地街道（乡镇）。",
)

FORMS: Final[Forms] = replace(
    china.FORMS,
    of_cases={
        **china.FORMS.of_cases,
        "welfare-certificate": CaseForm(
            Text("儿童福利证", "child welfare certificate"),
            partial(forms.welfare_certificate, basis=Basis(ORPHANS_2011["三（二）"]), notes=NOTES),
            ready=forms.is_certified,
        ),
    },
)

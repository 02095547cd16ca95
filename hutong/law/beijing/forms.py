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

# What the text itself says of a certificate; the booklet that the city prints was not seen.
NOTES: Final = (
    "由福利机构养育的儿童，本证由机构保管（京民福发〔2011〕173号三（一））。",
    "不再符合条件的，停止发放，本证由区民政部门收回（京民福发〔2011〕173号）。",
    "版式为示范，以本市印制的证件为准。",
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

"""Beijing's law with a planted defect: a changed account waits one day only."""

from dataclasses import replace
from datetime import date

from hutong.foundation.kernel.law import Citation
from hutong.foundation.policy import Dated, Value
from hutong.law import beijing

pack = beijing.pack
all_forms = beijing.all_forms
all_letters = beijing.all_letters
all_titles = beijing.all_titles
WAITS = beijing.account_rules().waits


def account_rules():
    hasty = Dated(WAITS.code, WAITS.label, [Value(date(2019, 1, 1), 1, Citation("试"))])
    return replace(beijing.account_rules(), waits=hasty)


def all_procedures():
    return []  # each verb by itself, beside no case

"""Beijing's law with one rule changed: an orphan who lives in an institution is no longer paid."""

from dataclasses import replace
from functools import cache

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Condition
from hutong.law import beijing
from hutong.registry.people.facts import CareSetting, child

NOT_IN_AN_INSTITUTION = Condition(
    "not-in-an-institution",
    Text("不在机构", "not in an institution"),
    ~child.care_setting.is_in(CareSetting.INSTITUTION),
    Citation("试验规则")["1"],
    otherwise=Text("在机构。", "In an institution."),
)


@cache
def pack():
    law = beijing.pack()
    changed = [
        replace(one, requires=(*one.requires, NOT_IN_AN_INSTITUTION), examples=())
        if one.code == "living-allowance-orphan"
        else one
        for one in law.benefits
    ]
    return replace(law, benefits=changed)

"""残疾儿童护理补贴（重度残疾人护理补贴）: by kind and level, from the month of application.

It is drawn beside the living allowance, and not beside tekun support. Reviewed each January and
July; without review nothing is paid from the next month.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    NOT_CONFIGURED,
    Begins,
    Benefit,
    Condition,
    Dated,
    Derived,
    Example,
    Kind,
    Value,
    all_of,
    any_of,
    choose,
)
from hutong.law.beijing.living_allowance import (
    ALIVE,
    NO_TEKUN_BESIDE_DISABILITY,
    REGISTERED,
    UNDER_AGE,
)
from hutong.law.beijing.offices import DISTRICT_DECIDES_ON_DISABILITY
from hutong.law.beijing.texts import (
    CLASSES_2016,
    DISABILITY_2016,
    DISABILITY_FROM,
    DISABILITY_ISSUED,
)
from hutong.law.china.parents import MIND
from hutong.registry.people.facts import DisabilityKind, child

NOT_REREAD = Text(
    "这是2016年的标准，此后有无调整未核对。",
    "This is the rate of 2016; later changes have not been checked.",
)


def _rate(code: str, label: Text, amount: Decimal) -> Dated:
    value = Value(
        DISABILITY_FROM,
        amount,
        DISABILITY_2016["2"],
        published=DISABILITY_ISSUED,
        confirmed=False,
        note=NOT_REREAD,
    )
    return Dated(code, label, [value])


HIGHER = _rate(
    "nursing-subsidy-higher", Text("护理补贴（较高档）", "nursing subsidy (higher)"), Decimal(300)
)
LOWER = _rate(
    "nursing-subsidy-lower", Text("护理补贴（较低档）", "nursing subsidy (lower)"), Decimal(100)
)
OTHER_MULTIPLE = Dated(
    "nursing-subsidy-other-multiple",
    Text(
        "护理补贴（不含二级智力、精神残疾的多重残疾）",
        "nursing subsidy (other multiple disabilities)",
    ),
    [
        Value(
            DISABILITY_FROM,
            NOT_CONFIGURED,
            DISABILITY_2016["2"],
            published=DISABILITY_ISSUED,
            confirmed=False,
            note=Text(
                "所见节录只写明含二级智力、精神残疾的多重残疾，其他多重残疾的档次待查。",
                "The excerpt seen names only multiple disabilities with a level 2 intellectual or"
                " mental one; the group of the others is to be found.",
            ),
        )
    ],
    kind=Kind.MONEY,
)

_KIND, _LEVEL = child.disability_kind, child.disability_level
_BODY = (DisabilityKind.SIGHT, DisabilityKind.LIMB)
_SENSES = (DisabilityKind.HEARING, DisabilityKind.SPEECH)
_MULTIPLE = _KIND == DisabilityKind.MULTIPLE
_WITH_LEVEL_2 = child.disability_includes_intellectual_or_mental_2

IN_HIGHER = Derived(
    "nursing_higher",
    Text(
        "视力、肢体、智力、精神一级，或含二级智力、精神残疾的多重残疾",
        "level 1 sight, limb, intellectual or mental; multiple with level 2 of the latter two",
    ),
    any_of(
        (_LEVEL == 1) & _KIND.is_in(*_BODY, *MIND),
        _MULTIPLE & _WITH_LEVEL_2,
    ),
    CLASSES_2016["五（三）"],
)
IN_LOWER = Derived(
    "nursing_lower",
    Text(
        "视力、肢体二级，智力、精神二级、三级，听力、言语一级、二级",
        "level 2 sight or limb; level 2-3 intellectual or mental; level 1-2 hearing or speech",
    ),
    any_of(
        (_LEVEL == 2) & _KIND.is_in(*_BODY),
        _LEVEL.is_in(2, 3) & _KIND.is_in(*MIND),
        _LEVEL.is_in(1, 2) & _KIND.is_in(*_SENSES),
    ),
    CLASSES_2016["五（三）"],
)
IN_NEITHER = Derived(
    "nursing_other_multiple",
    Text("其他多重残疾", "another multiple disability"),
    all_of(_MULTIPLE, ~_WITH_LEVEL_2, _LEVEL.is_in(1, 2, 3)),
    CLASSES_2016["五（三）"],
)

NINGNING = {
    "birth_date": date(2016, 4, 9),
    "hukou": "city",
    "on_tekun": False,
    "disability_kind": "intellectual",
    "disability_level": 1,
}
ON = date(2026, 3, 31)


def _card(kind: str, level: int) -> dict[str, object]:
    return NINGNING | {"disability_kind": kind, "disability_level": level}


benefit = Benefit(
    "disability-nursing-subsidy",
    Text(
        "残疾儿童护理补贴（重度残疾人护理补贴）",
        "nursing subsidy for disabled children",
    ),
    CLASSES_2016["五（三）"],
    account="disability-nursing-subsidy",
    requires=[
        REGISTERED,
        Condition(
            "disability-of-a-named-level",
            Text("残疾类别和等级在补贴范围内", "the kind and level of disability are named"),
            any_of(IN_HIGHER, IN_LOWER, IN_NEITHER & (OTHER_MULTIPLE > 0)),
            CLASSES_2016["五（三）"],
            otherwise=Text(
                "该儿童的残疾类别和等级不在护理补贴范围内。",
                "The child's kind and level of disability are not among those named.",
            ),
        ),
        ALIVE,
        UNDER_AGE,
        NO_TEKUN_BESIDE_DISABILITY,
    ],
    pays=choose((IN_HIGHER, HIGHER), (IN_LOWER, LOWER), otherwise=OTHER_MULTIPLE),
    competence=DISTRICT_DECIDES_ON_DISABILITY,
    begins=Begins.MONTH_OF_APPLICATION,
    recheck_months=6,
    not_income=DISABILITY_2016["3"],
    unconfirmed=[
        Text(
            "残疾儿童护理补贴与重度残疾人护理补贴按同一项补贴处理，待核。",
            "The subsidy for disabled children and that for severely disabled persons are taken to"
            " be one payment: to be confirmed.",
        )
    ],
    examples=[
        Example("宁宁 has a level 1 intellectual disability", NINGNING, on=ON, pays=Decimal(300)),
        Example("level 2 limb", _card("limb", 2), on=ON, pays=Decimal(100)),
        Example("level 3 mental", _card("mental", 3), on=ON, pays=Decimal(100)),
        Example("level 1 hearing", _card("hearing", 1), on=ON, pays=Decimal(100)),
        Example(
            "multiple, with a level 2 intellectual one",
            _card("multiple", 2) | {"disability_includes_intellectual_or_mental_2": True},
            on=ON,
            pays=Decimal(300),
        ),
        Example(
            "multiple, what it is made of not known",
            _card("multiple", 2),
            on=ON,
            lacks="disability_includes_intellectual_or_mental_2",
        ),
        Example("level 3 limb", _card("limb", 3), on=ON, refuses="disability-of-a-named-level"),
        Example(
            "the level is not on file",
            NINGNING | {"disability_level": None},
            on=ON,
            lacks="disability_level",
        ),
        Example(
            "beside tekun support", NINGNING | {"on_tekun": True}, on=ON, refuses="not-on-tekun"
        ),
        Example(
            "on the 18th birthday the adults' register takes over",
            NINGNING,
            on=date(2034, 4, 9),
            refuses="under-age",
        ),
    ],
)

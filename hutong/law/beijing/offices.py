"""Which office decides on which benefit; always that of the child's place of registration."""

from typing import Final

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Competence, Office
from hutong.law.beijing.texts import (
    CLASSES_2016,
    DE_FACTO_2019,
    DISABILITY_2016,
    MEDICAL_2018,
    ORPHANS_2011,
    PRESCHOOL_2018,
    REHABILITATION_2019,
)

# The street checks and confirms within five working days, and files with the district.
STREET_CONFIRMS: Final = Competence(Office.STREET, DE_FACTO_2019["四（二）"])

# The street investigates and sends the form; the district checks and issues the certificate. An
# institution compiles its own list, which its superior approves.
DISTRICT_CERTIFIES: Final = Competence(
    Office.DISTRICT,
    ORPHANS_2011["三（二）"],
    prepared_by=Office.STREET,
    of_institutions=ORPHANS_2011["三（一）"],
)

DISTRICT_INQUIRES: Final = Competence(
    Office.DISTRICT,
    DE_FACTO_2019["二（一）"],
    note=Text(
        "文中由区民政部门调查认定无人照料，由谁确认没有另写，暂按区。",
        "By the text the district inquires whether nobody cares for the child; who confirms is not"
        " said, and is taken to be the district.",
    ),
)

AS_FOR_ORPHANS: Final = Competence(
    Office.DISTRICT,
    ORPHANS_2011["三（二）"],
    prepared_by=Office.STREET,
    of_institutions=ORPHANS_2011["三（一）"],
    note=Text(
        "所见文件只写参照孤儿标准，由谁确认没有写，暂按孤儿办理。",
        "The texts seen refer to the orphan rate alone; who confirms is not said, and is taken to"
        " be as for orphans.",
    ),
)

_PAID_BY_THE_DISTRICT: Final = Text(
    "所见文件只写由区支付，由谁确认没有写，暂按区。",
    "The text seen says that the district pays; who confirms is not said, and is taken to be the"
    " district.",
)
DISTRICT_PAYS_THE_SHARE: Final = Competence(
    Office.DISTRICT, CLASSES_2016["五（一）"], note=_PAID_BY_THE_DISTRICT
)
DISTRICT_PAYS_THE_PREMIUM: Final = Competence(
    Office.DISTRICT, CLASSES_2016["五（四）"], note=_PAID_BY_THE_DISTRICT
)

# The street takes the claim in and checks it, the district pays.
DISTRICT_PAYS_THE_BILLS: Final = Competence(
    Office.DISTRICT,
    MEDICAL_2018["二"],
    prepared_by=Office.STREET,
    note=_PAID_BY_THE_DISTRICT,
)
DISTRICT_FEDERATION_APPROVES: Final = Competence(
    Office.DISTRICT,
    REHABILITATION_2019["6"],
    note=Text(
        "按文由户籍地区残联审核批准；系统里没有残联的岗位，暂由区民政代录。",
        "By the text the district's federation of the place of registration approves; it has no"
        " post in the system, and the district enters it.",
    ),
)
DISTRICT_EDUCATION_DECIDES: Final = Competence(
    Office.DISTRICT,
    PRESCHOOL_2018["三"],
    note=Text(
        "按文由区教育部门审定；系统里没有教育部门的岗位，暂由区民政代录。",
        "By the text the district's education department decides; it has no post in the system,"
        " and the district's civil affairs office enters it.",
    ),
)
AS_FOR_DE_FACTO: Final = Competence(
    Office.STREET,
    DE_FACTO_2019["二（三）"],
    note=Text(
        "所见文件没有写教育补助由谁确认，暂按生活费由街道确认。",
        "The text seen does not say who confirms the education grants; the street does, as for"
        " the allowance.",
    ),
)

# The street gives a first opinion, the district decides.
DISTRICT_DECIDES_ON_DISABILITY: Final = Competence(
    Office.DISTRICT, DISABILITY_2016["7"], prepared_by=Office.STREET
)

"""机构第五类儿童: vagrant, rescued or court-appointed wards with collective hukou.

Until the child holds the collective registration of the institution the allowance rule does not
name it.
"""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category, Derived, all_of
from hutong.law.beijing.texts import RATES_2026
from hutong.law.china.ages import MINOR
from hutong.registry.people.facts import CareSetting, Hukou, Origin, child

INSTITUTION_WARD = Derived(
    "institution_ward",
    Text(
        "在机构养育的流浪乞讨、生活无着儿童，打拐解救儿童，或人民法院指定民政部门监护的儿童",
        "vagrant, rescued from trafficking or a court-appointed ward, raised in an institution",
    ),
    all_of(
        child.care_setting == CareSetting.INSTITUTION,
        child.origin.is_in(Origin.VAGRANT, Origin.TRAFFICKED) | child.court_appointed_civil_affairs,
    ),
    RATES_2026["一5"],
)
COLLECTIVE_HUKOU = Derived(
    "collective_hukou",
    Text("落户机构集体户口", "holds the institution's collective registration"),
    child.hukou == Hukou.INSTITUTION_COLLECTIVE,
    RATES_2026["一5"],
)

category = Category(
    "institution-ward",
    Text("福利机构养育的集体户口儿童", "institution child with collective registration"),
    all_of(MINOR, INSTITUTION_WARD, COLLECTIVE_HUKOU),
    RATES_2026["一5"],
)

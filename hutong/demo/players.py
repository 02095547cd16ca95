"""The grown-ups who run the invented city: whose posts are named, and who can sign in."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings

from hutong.demo.invented import Inventor
from hutong.demo.neighbourhoods import Neighbourhoods
from hutong.demo.posts import Named, Office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.names import pinyin_of

CHANGPING: Final = "昌平区"
MIYUN: Final = "密云区"
XICHENG: Final = "西城区"
# Where 林小满 lives, whom 陈秀英 looks after and 高岚 answers for.
COURTYARD: Final = (CHANGPING, "回龙观街道", "新康园社区")

CAST_CHILD: Final = "林小满"
CITY_OFFICER: Final = "zhaoming"
SUPERVISOR, DISTRICT = "gaolan", "shenli"
CLERK, CHECKER, APPROVER = "heyun", "duruo", "hanzhang"
HOME_HEAD, AUDITOR, SECURITY = "yuanzhang01", "shencha", "yanshou"
# The five that an installation prints first, the two without whom no round is approved, and one
# each who heads an institution, audits, and keeps watch.
SIGN_INS: Final = (
    "chenxiuying",
    "gaolan",
    "shenli",
    CITY_OFFICER,
    CLERK,
    CHECKER,
    APPROVER,
    HOME_HEAD,
    AUDITOR,
    SECURITY,
)
# Whoever a story calls by name.
NAMED: Final = (*SIGN_INS, "yuhe", "qianliyan")
_OFFICERS: Final = {
    CHANGPING: ("shenli", "沈立"),
    MIYUN: ("yuhe", "于禾"),
    XICHENG: ("qianliyan", "钱立言"),
}
_PAYING: Final = (Role.PAYMENT_CLERK, Role.PAYMENT_CHECKER, Role.PAYMENT_APPROVER)


def offices(neighbourhoods: Neighbourhoods, inventor: Inventor) -> list[Office]:
    """The city's offices and those of every district, each with an officer and who pays."""
    city = settings.HUTONG_CITY
    wanted = [
        Office(CITY_OFFICER, "赵明", Role.CITY_OFFICER, city),
        Office(CLERK, "贺芸", Role.PAYMENT_CLERK, city),
        Office(CHECKER, "杜若", Role.PAYMENT_CHECKER, city),
        Office(APPROVER, "韩章", Role.PAYMENT_APPROVER, city),
        Office("weiheng", "卫衡", Role.SYSTEM_ADMINISTRATOR, city),
    ]
    taken = {office.username for office in wanted}
    names = {spot.district: spot.district_name for spot in neighbourhoods}
    for district, name in sorted(names.items()):
        username, officer = _OFFICERS.get(name) or _somebody(inventor, taken)
        wanted.append(Office(username, officer, Role.DISTRICT_OFFICER, district))
        for role in (Role.DISTRICT_HEAD, *_PAYING):
            username, person = _somebody(inventor, taken)
            wanted.append(Office(username, person, role, district))
    return wanted


def _somebody(inventor: Inventor, taken: set[str]) -> tuple[str, str]:
    while True:
        name = inventor.elder_name(inventor.sex())
        username = f"{pinyin_of(name).joined}.q"
        if username not in taken:
            taken.add(username)
            return username, name


def grassroots(neighbourhoods: Neighbourhoods) -> Sequence[Named]:
    """The child director and the child supervisor of the story's community."""
    district, street, community = COURTYARD
    at = neighbourhoods.find(district=district, street=street, community=community)
    return (
        Named("chenxiuying", "陈秀英", Role.CHILD_DIRECTOR, at.number),
        Named("gaolan", "高岚", Role.CHILD_SUPERVISOR, at.street),
    )

"""The kinds of unit that people work in, and of things that access is decided for."""

from enum import StrEnum

from hutong.foundation.kernel.text import Text


class UnitKind(StrEnum):
    """What a unit is."""

    CITY_OFFICE = "city_office"
    DISTRICT_SECTION = "district_section"
    STREET_DEPARTMENT = "street_department"
    COMMUNITY = "community"
    INSTITUTION = "institution"
    RESCUE_STATION = "rescue_station"
    SOCIAL_WORK = "social_work"
    PARTNER = "partner"


UNIT_KINDS = {
    UnitKind.CITY_OFFICE: Text("市级儿童工作处室", "the city's child office"),
    UnitKind.DISTRICT_SECTION: Text("区民政局儿童科室", "a district's child section"),
    UnitKind.STREET_DEPARTMENT: Text("街道（乡镇）科室", "a street department"),
    UnitKind.COMMUNITY: Text("村（居）民委员会", "a community committee"),
    UnitKind.INSTITUTION: Text("儿童福利机构", "a child welfare institution"),
    UnitKind.RESCUE_STATION: Text("救助保护机构", "a rescue station"),
    UnitKind.SOCIAL_WORK: Text("社会工作机构", "a social-work organisation"),
    UnitKind.PARTNER: Text("协作部门", "a partner department"),
}


class Emergency(StrEnum):
    """Why a file may be looked into that is not one's own."""

    DANGER = "danger"
    FOUND = "found"
    MEDICAL = "medical"
    DISASTER = "disaster"


EMERGENCIES = {
    Emergency.DANGER: Text("孩子正受到伤害或面临危险", "the child is being harmed or in danger"),
    Emergency.FOUND: Text("孩子走失后在我处被找到", "a lost child was found here"),
    Emergency.MEDICAL: Text("孩子需要紧急救治", "the child needs treatment at once"),
    Emergency.DISASTER: Text("灾害或突发事件安置", "a disaster or an emergency placement"),
}


class Kind(StrEnum):
    """What access is decided for: a kind of row, of page or of deed."""

    DESK = "desk"
    POLICY = "policy"
    PLACE = "place"
    POST = "post"
    CHILD = "child"
    CIRCUMSTANCE = "circumstance"
    HEALTH = "health"
    PAPER = "paper"
    CASE = "case"
    BENEFIT = "benefit"
    ACCOUNT = "account"
    PAYMENT = "payment"
    FUND = "fund"
    REGISTER = "register"
    TABLE = "table"
    ORDER = "order"
    TRAIL = "trail"
    GLASS = "glass"
    ALERT = "alert"


class Act(StrEnum):
    """What is done to it; rows that are reckoned with are shown on no page."""

    VIEW = "view"
    OPEN = "open"
    CREATE = "create"
    CHANGE = "change"
    APPROVE = "approve"
    EXPORT = "export"
    RECKON = "reckon"

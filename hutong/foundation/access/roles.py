"""The posts a person may hold; what each may do is decided where the deed is declared."""

from enum import StrEnum

from hutong.foundation.kernel.text import Text


class Role(StrEnum):
    """One kind of post."""

    CHILD_DIRECTOR = "child_director"
    CHILD_SUPERVISOR = "child_supervisor"
    DISTRICT_OFFICER = "district_officer"
    DISTRICT_HEAD = "district_head"
    CITY_OFFICER = "city_officer"
    INSTITUTION_STAFF = "institution_staff"
    PAYMENT_CLERK = "payment_clerk"
    PAYMENT_CHECKER = "payment_checker"
    PAYMENT_APPROVER = "payment_approver"
    SYSTEM_ADMINISTRATOR = "system_administrator"


LABELS = {
    Role.CHILD_DIRECTOR: Text("儿童主任", "child director"),
    Role.CHILD_SUPERVISOR: Text("儿童督导员", "child supervisor"),
    Role.DISTRICT_OFFICER: Text("区民政干部", "district officer"),
    Role.DISTRICT_HEAD: Text("区民政负责人", "district head"),
    Role.CITY_OFFICER: Text("市民政干部", "city officer"),
    Role.INSTITUTION_STAFF: Text("机构工作人员", "institution staff"),
    Role.PAYMENT_CLERK: Text("发放经办人", "payment clerk"),
    Role.PAYMENT_CHECKER: Text("发放复核人", "payment checker"),
    Role.PAYMENT_APPROVER: Text("发放审批人", "payment approver"),
    Role.SYSTEM_ADMINISTRATOR: Text("系统管理员", "system administrator"),
}

# Whoever may be told what is held most closely.
SEES_STRICTEST = frozenset({Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER})

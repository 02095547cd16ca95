"""The posts a person may hold, and which of them have an area of their own."""

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
    INSTITUTION_HEAD = "institution_head"
    RESCUE_STAFF = "rescue_staff"
    SOCIAL_WORKER = "social_worker"
    PARTNER = "partner"
    PAYMENT_CLERK = "payment_clerk"
    PAYMENT_CHECKER = "payment_checker"
    PAYMENT_APPROVER = "payment_approver"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"
    CLOCK = "clock"


LABELS = {
    Role.CHILD_DIRECTOR: Text("儿童主任", "child director"),
    Role.CHILD_SUPERVISOR: Text("儿童督导员", "child supervisor"),
    Role.DISTRICT_OFFICER: Text("区民政干部", "district officer"),
    Role.DISTRICT_HEAD: Text("区民政负责人", "district head"),
    Role.CITY_OFFICER: Text("市民政干部", "city officer"),
    Role.INSTITUTION_STAFF: Text("机构工作人员", "institution staff"),
    Role.INSTITUTION_HEAD: Text("机构负责人", "institution head"),
    Role.RESCUE_STAFF: Text("救助机构工作人员", "rescue station staff"),
    Role.SOCIAL_WORKER: Text("签约社工", "social worker under contract"),
    Role.PARTNER: Text("协查部门经办人", "partner department"),
    Role.PAYMENT_CLERK: Text("发放经办人", "payment clerk"),
    Role.PAYMENT_CHECKER: Text("发放复核人", "payment checker"),
    Role.PAYMENT_APPROVER: Text("发放审批人", "payment approver"),
    Role.AUDITOR: Text("审计人员", "auditor"),
    Role.SYSTEM_ADMINISTRATOR: Text("系统管理员", "system administrator"),
    Role.SECURITY_ADMINISTRATOR: Text("安全管理员", "security administrator"),
    Role.AUDIT_ADMINISTRATOR: Text("审计管理员", "audit administrator"),
    Role.CLOCK: Text("系统时钟", "the clock"),
}

# Nobody holds the post of the clock: it acts where a time limit does.
HOLDABLE = tuple(role for role in Role if role is not Role.CLOCK)

# Three who keep the system, and whom nothing in it may join: no person holds two of them, and
# none of them sees a child (GB/T 22239-2019, 8.1.5).
ADMINISTRATORS = frozenset(
    {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}
)

# Posts that answer for the children given to them or to their unit, and for no area.
IN_A_UNIT = frozenset(
    {
        Role.INSTITUTION_STAFF,
        Role.INSTITUTION_HEAD,
        Role.RESCUE_STAFF,
        Role.SOCIAL_WORKER,
        Role.PARTNER,
    }
)
WITHOUT_AN_AREA = IN_A_UNIT | ADMINISTRATORS

# Whoever may be told what is held most closely.
SEES_STRICTEST = frozenset({Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER})

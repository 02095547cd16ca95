"""Who may do what with benefits and money."""

from hutong.foundation.access import Officer
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

DECIDES = (
    Role.CHILD_SUPERVISOR,
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_HEAD,
    Role.CITY_OFFICER,
)
AGREES = (Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER)
KEEPS_ACCOUNTS = (*DECIDES, Role.PAYMENT_CLERK)
APPROVES_ACCOUNTS = (*AGREES, Role.PAYMENT_CHECKER, Role.PAYMENT_APPROVER)
ENTERS_BILLS = (Role.CHILD_DIRECTOR, *DECIDES)
MAKES = (Role.PAYMENT_CLERK,)
CHECKS = (Role.PAYMENT_CHECKER,)
APPROVES = (Role.PAYMENT_APPROVER,)
SIMULATES = (Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD, Role.CITY_OFFICER)
RECORDS_FUNDS = (Role.PAYMENT_CLERK, Role.CITY_OFFICER, Role.DISTRICT_OFFICER)
CONFIRMS_FUNDS = (*RECORDS_FUNDS, Role.PAYMENT_CHECKER, Role.PAYMENT_APPROVER)
WITHDRAWS = (*MAKES, *CHECKS, *APPROVES)


class NotYourDuty(Refused):
    """The post of whoever acts does not include this."""


def require(by: Officer, roles: tuple[Role, ...]) -> None:
    """Refuse unless the officer holds one of these posts."""
    if by.role in roles:
        return
    names = [LABELS[role] for role in roles]
    raise NotYourDuty(
        Finding(
            Text(
                "这一步由{zh}办理；您现在的岗位是{yours}。",
                "This is done by: {en}. Your post is {yours_en}.",
            ).filled(
                zh="、".join(name.zh for name in names),
                en=", ".join(name.en for name in names),
                yours=by.title.zh,
                yours_en=by.title.en,
            )
        )
    )

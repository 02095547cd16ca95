"""困难残疾人生活补贴: as the nursing subsidy, and the district decides with the income check."""

from hutong.foundation.kernel.text import Text
from hutong.law.beijing.disability_subsidies import INCOME_REPORT, disability_subsidy

procedure = disability_subsidy(
    code="disabled-living-subsidy",
    name=Text("困难残疾人生活补贴", "living subsidy of a disabled child"),
    benefit="disabled-living-subsidy",
    decided_on=(INCOME_REPORT,),
)

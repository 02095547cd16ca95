"""残疾儿童护理补贴: through the federation's and the street's checks to the district's decision."""

from hutong.foundation.kernel.text import Text
from hutong.law.beijing.disability_subsidies import disability_subsidy

procedure = disability_subsidy(
    code="disability-nursing-subsidy",
    name=Text("残疾儿童护理补贴", "nursing subsidy of a disabled child"),
    benefit="disability-nursing-subsidy",
)

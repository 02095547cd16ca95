"""困难残疾人生活补贴复核: January and July, or it is paid no more."""

from hutong.foundation.kernel.text import Text
from hutong.law.beijing.disability_reviews import disability_review, twice_a_year

schedule = twice_a_year("living-subsidy-review", "disabled-living-subsidy")

procedure = disability_review(
    code="living-subsidy-review",
    name=Text("困难残疾人生活补贴复核", "review of the living subsidy"),
    benefit="disabled-living-subsidy",
)

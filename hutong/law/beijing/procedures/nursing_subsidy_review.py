"""残疾儿童护理补贴复核: January and July, or it is paid no more."""

from hutong.foundation.kernel.text import Text
from hutong.law.beijing.disability_reviews import disability_review, twice_a_year

schedule = twice_a_year("nursing-subsidy-review", "disability-nursing-subsidy")

procedure = disability_review(
    code="nursing-subsidy-review",
    name=Text("残疾儿童护理补贴复核", "review of the nursing subsidy"),
    benefit="disability-nursing-subsidy",
)

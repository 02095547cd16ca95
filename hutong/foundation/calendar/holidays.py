"""The holidays that notices name."""

from datetime import date
from typing import NamedTuple

from hutong.foundation.kernel.text import Text

HOLIDAYS = (
    Text("元旦", "New Year's Day"),
    Text("春节", "Spring Festival"),
    Text("清明节", "Tomb-sweeping Day"),
    Text("劳动节", "Labour Day"),
    Text("端午节", "Dragon Boat Festival"),
    Text("中秋节", "Mid-autumn Festival"),
    Text("国庆节", "National Day"),
    Text("抗战胜利纪念日", "Anti-Fascist 70th Day"),
)


class NamedDay(NamedTuple):
    """One day of a notice: a rest day, or a day worked in exchange; `name` is the holiday's."""

    day: date
    working: bool
    name: str = ""


def in_words(name: str, *, working: bool) -> Text:
    """What a day is called on a page; a name nobody translated stands in both languages."""
    holiday = next((known for known in HOLIDAYS if known.zh == name), Text(name, name))
    if not working:
        return holiday
    if not name:
        return Text("上班", "working day")
    return Text(f"{holiday.zh}调休上班", f"worked in exchange for {holiday.en}")

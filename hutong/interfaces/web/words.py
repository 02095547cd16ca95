"""How days and months are said in a sentence."""

from datetime import date

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text

WEEKDAYS = (
    Text("星期一", "Monday"),
    Text("星期二", "Tuesday"),
    Text("星期三", "Wednesday"),
    Text("星期四", "Thursday"),
    Text("星期五", "Friday"),
    Text("星期六", "Saturday"),
    Text("星期日", "Sunday"),
)
# Written out, because the names that Python gives follow the machine's locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(value: date) -> Text:
    """2026年3月5日, 5 March 2026."""
    return Text(
        f"{value.year}年{value.month}月{value.day}日",
        f"{value.day} {MONTHS[value.month - 1]} {value.year}",
    )


def near_day(value: date) -> Text:
    """A day whose year goes without saying: 3月5日, 5 March."""
    return Text(f"{value.month}月{value.day}日", f"{value.day} {MONTHS[value.month - 1]}")


def weekday(value: date) -> Text:
    """星期四, Thursday."""
    return WEEKDAYS[value.weekday()]


def short_weekday(value: date) -> Text:
    """周四, Thu."""
    long = weekday(value)
    return Text(f"周{long.zh[-1]}", long.en[:3])


def month(value: Month) -> Text:
    """2026年3月, March 2026."""
    return Text(f"{value.year}年{value.number}月", f"{MONTHS[value.number - 1]} {value.year}")

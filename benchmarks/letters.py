"""How long a letter to a family takes to be set as PDF, the first of a process and those after.

python benchmarks/letters.py
"""

import statistics
import time
from datetime import date
from decimal import Decimal

from hutong.foundation.documents.letters import (
    Basis,
    Child,
    Granted,
    Office,
    Reason,
    Remedy,
    SumLine,
    render,
    words,
)
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.months import Month

TIMES = 100
LAW = Basis(Citation("京社委儿福发〔2019〕36号", "四（二）"))


def letter(number: int) -> Granted:
    """A decision of the usual length, each about another child."""
    return Granted(
        office=Office("北京市昌平区回龙观街道"),
        recipient="何秀兰",
        child=Child(f"林小满{number}", child_no=f"BJ2026{number:06}"),
        on=date(2026, 3, 9),
        number=f"2026-{number:07}-3",
        matter="事实无人抚养儿童生活费",
        applied_on=date(2026, 3, 2),
        category="事实无人抚养儿童",
        benefit="困境儿童生活费",
        findings=[Reason(f"第{place}项条件经查验符合规定。", LAW) for place in range(8)],
        first_month=Month(2026, 4),
        monthly=Decimal(2850),
        basis=LAW,
        sum=[SumLine("生活费标准", Decimal(2850), LAW), SumLine("合计", Decimal(2850), LAW)],
        remedies=[Remedy("对本决定不服的，可以申请行政复议。", LAW)] * 2,
    )


def main() -> None:
    """Set them one after the other, as a page does when a letter is opened."""
    took = []
    for number in range(TIMES):
        kept = {**words(letter(number)), "on": date(2026, 3, 9)}
        begun = time.perf_counter()
        render("granted", kept)
        took.append(1000 * (time.perf_counter() - begun))
    later = sorted(took[1:])
    print(f"first of a process {took[0]:.0f} ms")
    print(f"after it: median {statistics.median(later):.0f} ms, 95th of 100 {later[94]:.0f} ms")


if __name__ == "__main__":
    main()

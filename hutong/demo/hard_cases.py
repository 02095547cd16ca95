"""Cases that break careless systems, planted so that everybody meets them early."""

from typing import Final

from hutong.demo.beginnings import elder, mother_lost, nothing_else
from hutong.demo.days import earlier
from hutong.demo.mix import DE_FACTO, NURSING
from hutong.demo.players import CHANGPING, CITY_OFFICER, MIYUN
from hutong.demo.stage import Stage
from hutong.demo.stories import Story
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.registry.people import actions as people
from hutong.registry.people.facts import DisabilityKind, Identity, Life, Measure
from hutong.registry.people.kinds import DomicileKind, NameKind, RelationKind
from hutong.registry.people.models import Child

VILLAGE: Final = (CHANGPING, "兴寿镇", "香屯村")
RIVER: Final = (CHANGPING, "沙河地区", "路松东街社区")
DAM: Final = (MIYUN, "太师屯镇", "太师庄村")


def su_ke(stage: Stage) -> list[Child]:
    """Her mother came back three months ago and nobody said so: two months were overpaid."""
    child, mother = mother_lost(stage, "苏可", FEMALE, 8, parents=("苏文", "丁秀芬"), where=RIVER)
    stage.comes_back(mother, since=stage.month_day(3, 10), known=stage.month_day(1, 25))
    return [child]


def half_siblings(stage: Stage) -> list[Child]:
    """One father in prison, two mothers, two districts: his sentence is recorded once."""
    known, imprisoned = stage.takeover, stage.ago(months=30)
    yifan = stage.registers(
        "江一帆", sex=MALE, born=stage.ago(years=9, months=1), at=stage.spot(*RIVER), known=known
    )
    yutong = stage.registers(
        "江雨桐",
        sex=FEMALE,
        born=stage.ago(years=6, months=2),
        at=stage.spot(*DAM),
        known=known,
        by="yuhe",
    )
    father, his_mother = stage.parents("江海波", "谭玉兰", children=[yifan], known=known)
    her_mother = stage.grown_up(
        "熊翠花", RelationKind.MOTHER, age=33, known=known, children=[yutong], by="yuhe"
    )
    # Neither district sees the other's child, so the city ties the second one to the father.
    stage.related(
        yutong, father, RelationKind.FATHER, since=yutong.birth_date, known=known, by=CITY_OFFICER
    )
    stage.identities(father, his_mother, known=known)
    stage.identities(her_mother, known=known, by="yuhe")
    stage.learns(
        father,
        since=imprisoned,
        known=known,
        number="（示例）京9901刑初77号",
        measure=Measure.PRISON,
        measure_months=84,
        measure_from=imprisoned,
    )
    stage.dies(his_mother, died=stage.ago(years=2), known=known)
    stage.is_lost(her_mother, accepted=stage.ago(months=20), known=known, by="yuhe")
    elder(stage, "谭桂芳", "外婆", 64, [yifan])
    elder(stage, "熊铁柱", "外公", 63, [yutong], by="yuhe")
    nothing_else(stage, yifan)
    nothing_else(stage, yutong, by="yuhe")
    for child in (yifan, yutong):
        stage.takes_over(child, DE_FACTO, confirmed=stage.ago(months=12))
    return [yifan, yutong]


def twice_by_sound(stage: Stage) -> list[Child]:
    """梓涵 and 紫涵 are one girl: the same sound, the same yard, and a month misread."""
    born = stage.ago(years=10, months=6)
    one = stage.registers(
        "张梓涵",
        sex=FEMALE,
        born=born,
        at=stage.spot(*VILLAGE),
        known=stage.takeover,
        detail="石桥路12号院",
    )
    other = stage.registers(
        "张紫涵",
        sex=FEMALE,
        born=earlier(born, months=3),
        at=stage.spot(*VILLAGE),
        known=stage.month_day(1, 20),
        detail="石桥路十二号院",
        papers=False,
    )
    for child, known in ((one, stage.takeover), (other, stage.month_day(1, 20))):
        stage.grown_up(
            "张立新", RelationKind.FATHER, age=38, known=known, children=[child], papers=False
        )
    return [one, other]


def twice_by_a_digit(stage: Stage) -> list[Child]:
    """李欣怡 stands in two districts: somebody copied the 17th of her birth month as the 11th."""
    born = stage.ago(years=7, months=4).replace(day=17)
    one = stage.registers(
        "李欣怡", sex=FEMALE, born=born, at=stage.spot(*RIVER), known=stage.takeover
    )
    other = stage.registers(
        "李欣怡",
        sex=FEMALE,
        born=born.replace(day=11),
        at=stage.spot(*DAM),
        known=stage.month_day(2, 9),
        by="yuhe",
    )
    stage.grown_up(
        "李宝山",
        RelationKind.FATHER,
        age=41,
        known=stage.takeover,
        children=[one],
        papers=False,
    )
    stage.grown_up(
        "李宝山",
        RelationKind.FATHER,
        age=41,
        known=stage.month_day(2, 9),
        children=[other],
        papers=False,
        by="yuhe",
    )
    return [one, other]


def tian_xiao(stage: Stage) -> list[Child]:
    """The birth record names no father; the law has no cell for that, so a person decides."""
    known = stage.month_day(2, 12)
    child = stage.registers(
        "田晓", sex=MALE, born=stage.ago(years=5, months=7), at=stage.spot(*VILLAGE), known=known
    )
    mother = stage.grown_up("田素芬", RelationKind.MOTHER, age=29, known=known, children=[child])
    stage.identities(mother, known=known)
    stage.dies(mother, died=stage.month_day(3, 3), known=known)
    stage.learns(
        child,
        since=child.birth_date or known,
        known=known,
        father_identity=Identity.NOT_ON_RECORD,
    )
    elder(stage, "田桂芳", "外婆", 58, [child], known=known)
    nothing_else(stage, child, known=known)
    return [child]


def kang_le(stage: Stage) -> list[Child]:
    """Only the month of birth is known; no day is invented."""
    child = stage.registers(
        "康乐",
        sex=MALE,
        born=stage.ago(years=6, months=9).replace(day=1),
        at=stage.spot(*VILLAGE),
        known=stage.takeover,
        precision=Precision.MONTH,
        papers=False,
    )
    stage.grown_up("康树林", RelationKind.FATHER, age=44, known=stage.takeover, children=[child])
    return [child]


def ouyang_siyuan(stage: Stage) -> list[Child]:
    """A surname of two characters, a former name, and a hukou that moved to Miyun last month."""
    known = stage.takeover
    child = stage.registers(
        "欧阳思远", sex=MALE, born=stage.ago(years=8, months=10), at=stage.spot(*RIVER), known=known
    )
    stage.parents("欧阳志", "贾玉梅", children=[child], known=known)
    with stage.by("shenli") as officer:
        people.record_other_name(
            person=child, name="欧阳小远", kind=NameKind.FORMER, by=officer, on=known
        )
    stage.learns(
        child,
        since=stage.ago(months=30),
        known=known,
        disability_kind=DisabilityKind.INTELLECTUAL,
        disability_level=1,
    )
    nothing_else(stage, child)
    stage.takes_over(child, NURSING, confirmed=stage.ago(months=24))
    moved = stage.month_day(1, 14)
    with stage.by(CITY_OFFICER) as officer:
        people.record_move(
            child=child,
            to=Place.objects.get(pk=stage.spot(*DAM).number),
            kind=DomicileKind.HUKOU,
            detail="太师庄村（随祖父母落户）",
            since=moved,
            paper="户口迁移证",
            by=officer,
            on=moved,
        )
    return [child]


def shan_qinghe(stage: Stage) -> list[Child]:
    """Died two months ago, reported now: last month's subsidy comes back. Her surname is Shan."""
    known = stage.takeover
    child = stage.registers(
        "单清禾", sex=FEMALE, born=stage.ago(years=3, months=11), at=stage.spot(*RIVER), known=known
    )
    stage.parents("单建国", "黎春霞", children=[child], known=known, ages=(34, 31))
    stage.learns(
        child,
        since=stage.ago(months=20),
        known=known,
        disability_kind=DisabilityKind.LIMB,
        disability_level=1,
    )
    nothing_else(stage, child)
    stage.takes_over(child, NURSING, confirmed=stage.ago(months=18))
    reported = stage.month_day(1, 26)
    with stage.by("shenli") as officer:
        people.record_death(
            child=child,
            died_on=stage.month_day(2, 17),
            paper="居民死亡医学证明",
            by=officer,
            on=reported,
        )
    return [child]


def declared_missing(stage: Stage) -> list[Child]:
    """One parent dead, one declared missing by a court: an orphan in practice, to be confirmed."""
    child, mother = mother_lost(
        stage, "尉迟静", FEMALE, 12, parents=("尉迟山", "龚月娥"), where=RIVER
    )
    judged = stage.ago(days=1)
    stage.learns(
        mother,
        since=judged,
        known=judged,
        number="（示例）京9901民特31号",
        life=Life.DECLARED_MISSING,
    )
    return [child]


HARD_CASES: Final = (
    Story(
        "苏可",
        Text("母亲已回来三个月，刚报来：追回两个月。", "Overpaid for two months."),
        su_ke,
    ),
    Story(
        "江一帆",
        Text(
            "与密云的江雨桐同父异母，父亲服刑只登记一次。",
            "Shares a father with 江雨桐 of Miyun; his sentence is recorded once.",
        ),
        half_siblings,
    ),
    Story(
        "张梓涵",
        Text("同音重复登记：张紫涵。", "Registered twice under names that sound alike."),
        twice_by_sound,
    ),
    Story(
        "李欣怡",
        Text("两个区各登记一次，身份证号差一处。", "In two districts, a digit apart."),
        twice_by_a_digit,
    ),
    Story(
        "田晓",
        Text(
            "父亲未登记，母亲去世：由人决定。",
            "No father on record: a person decides.",
        ),
        tian_xiao,
    ),
    Story("康乐", Text("只知出生年月。", "Only the month of birth is known."), kang_le),
    Story(
        "欧阳思远",
        Text(
            "复姓，有曾用名，户口上月由昌平迁到密云。",
            "A former name, and a hukou that moved from Changping to Miyun.",
        ),
        ouyang_siyuan,
    ),
    Story(
        "单清禾",
        Text("两个月前去世，刚报来。", "Died two months ago; reported only now."),
        shan_qinghe,
    ),
    Story(
        "尉迟静",
        Text("父亡，母刚被宣告失踪。", "Father dead, mother just declared missing."),
        declared_missing,
    ),
)

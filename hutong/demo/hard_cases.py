"""Cases that break careless systems, planted so that everybody meets them early."""

from typing import Final

from hutong.demo.days import earlier
from hutong.demo.mix import DE_FACTO, NURSING
from hutong.demo.plans import Young
from hutong.demo.players import CHANGPING, CITY_OFFICER, MIYUN
from hutong.demo.scene import Scene
from hutong.demo.stage import OFFICER, Stage
from hutong.demo.stories import Story
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.foundation.kernel.text import Text
from hutong.registry.people import actions as people
from hutong.registry.people.facts import DisabilityKind, Identity, Life, Measure
from hutong.registry.people.kinds import NameKind
from hutong.registry.people.models import Child

VILLAGE: Final = (CHANGPING, "兴寿镇", "香屯村")
RIVER: Final = (CHANGPING, "沙河地区", "路松东街社区")
DAM: Final = (MIYUN, "太师屯镇", "太师庄村")


def su_ke(scene: Scene) -> list[Young]:
    """Father dead, mother lost: paid for long."""
    child = scene.mother_lost("苏可", FEMALE, 8, parents=("苏文", "丁秀芬"), where=RIVER)
    scene.nothing_else(child)
    return [child]


def su_ke_goes_on(stage: Stage, child: Child) -> None:
    """Her mother came back three months ago and nobody said so: two months were overpaid."""
    stage.mother_comes_back(child, since=stage.month_day(3, 10), known=stage.month_day(1, 25))


def half_siblings(scene: Scene) -> list[Young]:
    """One father in prison, two mothers, two districts: his sentence is recorded once."""
    yifan = scene.child("江一帆", MALE, scene.ago(years=9, months=1), RIVER)
    yutong = scene.child("江雨桐", FEMALE, scene.ago(years=6, months=2), DAM)
    father = scene.father("江海波", yifan, yutong, age=43)
    his_mother, her_mother = scene.mother("谭玉兰", yifan), scene.mother("熊翠花", yutong, age=33)
    scene.in_custody(father, yutong, Measure.PRISON, 84, scene.ago(months=30))
    scene.dead(his_mother, yifan, scene.ago(years=2))
    scene.lost(her_mother, yutong, scene.ago(months=20))
    scene.elder(("谭桂芳", "外婆", 64), yifan)
    scene.elder(("熊铁柱", "外公", 63), yutong)
    scene.nothing_else(yifan, yutong)
    for child in (yifan, yutong):
        scene.granted(child, DE_FACTO, scene.ago(months=12))
    return [yifan, yutong]


def twice_by_sound(scene: Scene) -> list[Young]:
    """梓涵 and 紫涵 are one girl: the same sound, the same yard, and a month misread."""
    born = scene.ago(years=10, months=6)
    one = scene.child("张梓涵", FEMALE, born, VILLAGE, door="石桥路12号院")
    other = scene.child(
        "张紫涵",
        FEMALE,
        earlier(born, months=3),
        VILLAGE,
        known=scene.month_day(1, 20),
        door="石桥路十二号院",
        papers=False,
    )
    for child in (one, other):
        scene.father("张立新", child, age=38, papers=False)
    return [one, other]


def twice_by_a_digit(scene: Scene) -> list[Young]:
    """李欣怡 stands in two districts: somebody read the 17th of her birth month as the 11th."""
    born = scene.ago(years=7, months=4).replace(day=17)
    one = scene.child("李欣怡", FEMALE, born, RIVER)
    other = scene.child("李欣怡", FEMALE, born.replace(day=11), DAM, known=scene.month_day(2, 9))
    for child in (one, other):
        scene.father("李宝山", child, age=41, papers=False)
    return [one, other]


def tian_xiao(scene: Scene) -> list[Young]:
    """The birth record names no father; the law has no cell for that, so a person decides."""
    known = scene.month_day(2, 12)
    child = scene.child("田晓", MALE, scene.ago(years=5, months=7), VILLAGE, known=known)
    scene.dead(scene.mother("田素芬", child, age=29), child, scene.month_day(3, 3))
    scene.elder(("田桂芳", "外婆", 58), child)
    scene.nothing_else(child)
    return [child]


def tian_xiao_goes_on(stage: Stage, child: Child) -> None:
    """What is said of the father stands in the child's own file, as there is nobody else."""
    stage.learns(
        child,
        about="father",
        since=child.birth_date or stage.takeover,
        known=stage.month_day(2, 12),
        identity=Identity.NOT_ON_RECORD,
    )


def kang_le(scene: Scene) -> list[Young]:
    """Only the month of birth is known; no day is invented."""
    born = scene.ago(years=6, months=9).replace(day=1)
    child = scene.child("康乐", MALE, born, VILLAGE, papers=False)
    child.birth_precision = Precision.MONTH
    scene.father("康树林", child, age=44)
    return [child]


def ouyang_siyuan(scene: Scene) -> list[Young]:
    """A surname of two characters; disabled, with the nursing subsidy."""
    child = scene.child("欧阳思远", MALE, scene.ago(years=8, months=10), RIVER)
    scene.father("欧阳志", child)
    scene.mother("贾玉梅", child)
    scene.disabled(child, DisabilityKind.INTELLECTUAL, 1, scene.ago(months=30))
    scene.nothing_else(child)
    scene.granted(child, NURSING, scene.ago(months=24))
    return [child]


def ouyang_siyuan_goes_on(stage: Stage, child: Child) -> None:
    """A former name is kept; the hukou moved to Miyun last month."""
    with stage.by(OFFICER) as officer:
        people.record_other_name(
            person=child, name="欧阳小远", kind=NameKind.FORMER, by=officer, on=stage.takeover
        )
    stage.moves_hukou(
        child,
        stage.spot(DAM).number,
        detail="太师庄村（随祖父母落户）",
        since=stage.month_day(1, 14),
        by=CITY_OFFICER,
    )


def shan_qinghe(scene: Scene) -> list[Young]:
    """Her surname is Shan, not Dan; disabled, with the nursing subsidy."""
    child = scene.child("单清禾", FEMALE, scene.ago(years=3, months=11), RIVER)
    scene.father("单建国", child, age=34)
    scene.mother("黎春霞", child, age=31)
    scene.disabled(child, DisabilityKind.LIMB, 1, scene.ago(months=20))
    scene.nothing_else(child)
    scene.granted(child, NURSING, scene.ago(months=18))
    return [child]


def shan_qinghe_goes_on(stage: Stage, child: Child) -> None:
    """Died two months ago, reported now: last month's subsidy comes back."""
    with stage.by(OFFICER) as officer:
        people.record_death(
            child=child,
            died_on=stage.month_day(2, 17),
            paper="居民死亡医学证明",
            by=officer,
            on=stage.month_day(1, 26),
        )


def yuchi_jing(scene: Scene) -> list[Young]:
    """Father dead, mother lost: paid for long."""
    child = scene.mother_lost("尉迟静", FEMALE, 12, parents=("尉迟山", "龚月娥"), where=RIVER)
    scene.nothing_else(child)
    return [child]


def yuchi_jing_goes_on(stage: Stage, child: Child) -> None:
    """A court has declared the mother missing: an orphan in practice, to be confirmed."""
    judged = stage.ago(days=1)
    stage.learns(
        child,
        about="mother",
        since=judged,
        known=judged,
        number="（示例）京9901民特31号",
        life=Life.DECLARED_MISSING,
    )


HARD_CASES: Final = (
    Story(
        "苏可",
        Text("母亲已回来三个月，刚报来：追回两个月。", "Overpaid for two months."),
        su_ke,
        su_ke_goes_on,
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
        tian_xiao_goes_on,
    ),
    Story("康乐", Text("只知出生年月。", "Only the month of birth is known."), kang_le),
    Story(
        "欧阳思远",
        Text(
            "复姓，有曾用名，户口上月由昌平迁到密云。",
            "A former name, and a hukou that moved from Changping to Miyun.",
        ),
        ouyang_siyuan,
        ouyang_siyuan_goes_on,
    ),
    Story(
        "单清禾",
        Text("两个月前去世，刚报来。", "Died two months ago; reported only now."),
        shan_qinghe,
        shan_qinghe_goes_on,
    ),
    Story(
        "尉迟静",
        Text("父亡，母刚被宣告失踪。", "Father dead, mother just declared missing."),
        yuchi_jing,
        yuchi_jing_goes_on,
    ),
)

"""The families whose matters the story's street is dealing with: who they are, before anything."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from hutong.demo.mix import DE_FACTO, ORPHAN
from hutong.demo.persons import OWN_DIBAO_SEVERE
from hutong.demo.plans import Grown, Young
from hutong.demo.players import CHANGPING, COURTYARD
from hutong.demo.scene import ABLE, Elder, Scene, Where
from hutong.demo.stage import Stage
from hutong.demo.stories import Story
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.foundation.kernel.text import Text
from hutong.registry.people.facts import DisabilityKind, Hukou, Measure
from hutong.registry.people.models import Child

STREET: Final = COURTYARD[1]
GATE: Final = (CHANGPING, STREET, "融泽家园二区社区")
NORTH: Final = (CHANGPING, STREET, "龙兴园北区社区")
TOWER: Final = (CHANGPING, STREET, "金域华府社区")
EAST: Final = (CHANGPING, STREET, "新龙城东区社区")
SHOPS: Final = (CHANGPING, STREET, "南店社区")


class Family(NamedTuple):
    """A child of the street, its parents, and who looks after it."""

    child: str
    sex: str
    age: int
    where: Where
    father: str
    mother: str
    carer: Elder


MOTHER_IN_PRISON: Final = (
    Family("尚一诺", FEMALE, 8, COURTYARD, "尚海", "吕春梅", ("尚福来", "爷爷", 68)),
    Family("柳若溪", FEMALE, 11, COURTYARD, "柳长青", "郭莉", ("柳桂英", "姑姑", 44)),
    Family("谷雨生", MALE, 6, GATE, "谷志刚", "马小燕", ("谷玉珍", "奶奶", 63)),
    Family("骆小棠", FEMALE, 9, TOWER, "骆卫国", "蒋丽", ("蒋德全", "外公", 66)),
    Family("车明远", MALE, 13, EAST, "车建军", "韩雪", ("车秀兰", "奶奶", 70)),
    Family("费一鸣", MALE, 10, NORTH, "费立群", "姚红", ("费桂芝", "奶奶", 69)),
)
MOTHER_ABLE: Final = (Family("康子墨", MALE, 7, SHOPS, "康永年", "齐小云", ("康振华", "爷爷", 72)),)
ORPHANS: Final = (
    Family("岑小羽", FEMALE, 10, COURTYARD, "岑文斌", "丁玲玉", ("岑素芬", "姑姑", 47)),
    Family("时嘉树", MALE, 12, TOWER, "时光明", "何秋菊", ("何金生", "外公", 71)),
)
ORPHANS_PAID: Final = (
    Family("盛安然", FEMALE, 9, COURTYARD, "盛国强", "方敏芝", ("盛玉兰", "奶奶", 67)),
    Family("温如意", FEMALE, 14, COURTYARD, "温大海", "白秀云", ("温淑琴", "姑姑", 50)),
)
PAID_FOR_LONG: Final = (
    Family("路晓晨", MALE, 11, SHOPS, "路振东", "邢艳", ("路秀珍", "奶奶", 66)),
    Family("霍思齐", MALE, 10, GATE, "霍连生", "许静怡", ("霍桂兰", "奶奶", 65)),
    Family("尹朝阳", MALE, 12, EAST, "尹志远", "曹爱华", ("尹德山", "爷爷", 73)),
)
NOBODY_KNOWS: Final = (
    Family("卓小北", MALE, 5, EAST, "卓强", "林月", ("卓凤英", "邻居", 61)),
    Family("纪云舒", FEMALE, 3, NORTH, "纪涛", "高婷婷", ("纪秀英", "姨奶奶", 64)),
)
DISABLED: Final = (
    Family("金乐天", MALE, 7, TOWER, "金永康", "史佳", ("金淑英", "奶奶", 65)),
    Family("平安安", FEMALE, 4, COURTYARD, "平志国", "邓小慧", ("平桂云", "奶奶", 62)),
    Family("阮思源", MALE, 12, SHOPS, "阮建平", "唐丽娟", ("阮国良", "爷爷", 70)),
    Family("古一凡", MALE, 6, GATE, "古大勇", "余晓红", ("古秀清", "奶奶", 64)),
)


def mother_in_prison(scene: Scene) -> list[Young]:
    """Father dead, mother in prison: a grandparent or an aunt comes to the window."""
    children = []
    for family in MOTHER_IN_PRISON:
        child, mother = _half_orphan(scene, family)
        scene.in_custody(mother, child, Measure.PRISON, 60, scene.ago(months=8))
        scene.nothing_else(child)
        scene.account(child)
        children.append(child)
    return children


def mother_able(scene: Scene) -> list[Young]:
    """Father dead, and the mother at home and able: no class of the law is met."""
    children = []
    for family in MOTHER_ABLE:
        child, mother = _half_orphan(scene, family)
        scene.alive(mother, child)
        mother.learn(child.birth_date or child.known, child.known, ABLE)
        scene.nothing_else(child)
        children.append(child)
    return children


def orphans(scene: Scene) -> list[Young]:
    """Both parents are dead, and nobody has applied for the certificate until now."""
    return [_orphan(scene, family, paid=False) for family in ORPHANS]


def orphans_paid(scene: Scene) -> list[Young]:
    """Orphans long paid for, whose hospital bills are handed in."""
    return [_orphan(scene, family, paid=True) for family in ORPHANS_PAID]


def paid_for_long(scene: Scene) -> list[Young]:
    """Father dead, mother lost: de facto unsupported and paid for long."""
    children = []
    for family in PAID_FOR_LONG:
        child, mother = _half_orphan(scene, family)
        scene.lost(mother, child, scene.ago(years=2))
        scene.nothing_else(child)
        scene.granted(child, DE_FACTO, scene.ago(months=16))
        children.append(child)
    return children


def nobody_knows(scene: Scene) -> list[Young]:
    """Left with somebody who cannot raise them; what became of the parents is being found out."""
    children = []
    for family in NOBODY_KNOWS:
        met = scene.ago(days=20)
        child = _child(scene, family, met)
        for parent in (scene.father(family.father, child), scene.mother(family.mother, child)):
            scene.alive(parent, child)
        scene.nothing_else(child)
        child.learn(met, met, circumstances_being_verified=True, nobody_caring=True)
        scene.account(child)
        children.append(child)
    return children


def disabled(scene: Scene) -> list[Young]:
    """Severely disabled children of the street, whose families apply for what is theirs."""
    children = []
    for number, family in enumerate(DISABLED):
        child = _child(scene, family)
        father = scene.father(family.father, child)
        scene.household([(father, "户主"), (scene.mother(family.mother, child), "配偶")], child)
        kind = (DisabilityKind.LIMB, DisabilityKind.HEARING)[number % 2]
        scene.disabled(child, kind, 1 + number % 2, scene.ago(months=13))
        if family.child == "阮思源":
            scene.on_dibao(child, scene.ago(months=20), OWN_DIBAO_SEVERE)
        else:
            scene.nothing_else(child)
        scene.account(child)
        children.append(child)
    return children


def qiu_tian(scene: Scene) -> list[Young]:
    """Father dead, mother lost; at a vocational school, and eighteen in four months."""
    family = Family("邱天", MALE, 17, TOWER, "邱立", "宋晓梅", ("邱玉英", "奶奶", 74))
    child, mother = _half_orphan(scene, family)
    child.birth_date = scene.ago(years=18, months=-4)
    child.id_number = scene.inventor.id_number(child.birth_date, child.sex)
    scene.lost(mother, child, scene.ago(years=2))
    scene.nothing_else(child)
    child.learn(scene.ago(months=14), child.known, student_aid_this_school_year=0)
    scene.granted(child, DE_FACTO, scene.ago(months=16))
    return [child]


def shu_duoduo(scene: Scene) -> list[Young]:
    """A year and a half old, of a family on dibao."""
    family = Family("舒朵朵", FEMALE, 1, SHOPS, "舒志勇", "路小芳", ("舒桂兰", "奶奶", 60))
    child = _child(scene, family)
    father = scene.father(family.father, child, age=29)
    scene.household([(father, "户主"), (scene.mother(family.mother, child, age=27), "配偶")], child)
    scene.on_dibao(child, scene.ago(months=10), OWN_DIBAO_SEVERE)
    return [child]


def shi_leilei(scene: Scene) -> list[Young]:
    """Lives with his grandmother here and is registered in another province."""
    family = Family("石磊磊", MALE, 9, NORTH, "石大军", "苗翠", ("石秀荣", "奶奶", 66))
    child, mother = _half_orphan(scene, family)
    scene.lost(mother, child, scene.ago(years=2))
    child.hukou, child.hukou_detail = None, "河北省（示例县）"
    child.facts[:] = [fact for fact in child.facts if fact.name != "hukou"]
    child.learn(child.birth_date or child.known, child.known, hukou=Hukou.ELSEWHERE)
    return [child]


def wu_xiaoxiao(scene: Scene) -> list[Young]:
    """Registered here; her aunt raises her in another province and applied there."""
    family = Family("邬晓晓", FEMALE, 8, GATE, "邬建国", "秦素", ("邬玉芬", "姑姑", 42))
    child, mother = _half_orphan(scene, family)
    scene.in_custody(mother, child, Measure.PRISON, 48, scene.ago(months=10))
    scene.nothing_else(child)
    scene.account(child)
    return [child]


def qiao_an(scene: Scene) -> list[Young]:
    """Father dead, mother lost: paid for long."""
    family = Family("乔安", FEMALE, 9, EAST, "乔伟", "舒婉", ("乔凤琴", "奶奶", 67))
    child, mother = _half_orphan(scene, family)
    scene.lost(mother, child, scene.ago(years=2))
    scene.nothing_else(child)
    scene.granted(child, DE_FACTO, scene.ago(months=16))
    return [child]


def qiao_an_goes_on(stage: Stage, child: Child) -> None:
    """Her mother came back in summer and nobody said so: two months were overpaid."""
    stage.mother_comes_back(child, since=stage.month_day(4, 10), known=stage.month_day(2, 25))


def _child(scene: Scene, family: Family, known: date | None = None) -> Young:
    born = scene.ago(years=family.age, months=5, days=3 * len(family.father + family.carer[0]))
    return scene.child(family.child, family.sex, born, family.where, known=known)


def _half_orphan(scene: Scene, family: Family) -> tuple[Young, Grown]:
    return scene.half_orphan(
        family.child,
        family.sex,
        family.age,
        parents=(family.father, family.mother),
        where=family.where,
        carer=family.carer,
    )


def _orphan(scene: Scene, family: Family, *, paid: bool) -> Young:
    child, mother = _half_orphan(scene, family)
    scene.dead(mother, child, scene.ago(months=20 if paid else 7))
    scene.nothing_else(child)
    if paid:
        scene.granted(child, ORPHAN, scene.ago(months=18))
    else:
        scene.account(child)
    return child


AT_THE_WINDOW: Final[Sequence[Story]] = (
    Story(
        "尚一诺",
        Text(
            "父亡、母服刑的六名儿童，申请办到不同环节。",
            "Six children, father dead and mother in prison; their applications stand at every"
            " stage.",
        ),
        mother_in_prison,
    ),
    Story(
        "康子墨",
        Text("母亲有抚养能力，不予确认后提出异议。", "Declined; the family objects."),
        mother_able,
    ),
    Story(
        "岑小羽",
        Text("父母双亡，正在认定孤儿。", "Both parents dead; the certificate is applied for."),
        orphans,
    ),
    Story(
        "盛安然",
        Text("孤儿，医疗费用正在报销。", "Orphans; hospital bills are claimed."),
        orphans_paid,
    ),
    Story(
        "路晓晨",
        Text("长期享受，复核、迁移、报销在办。", "Paid for long; re-check, move and claim run."),
        paid_for_long,
    ),
    Story(
        "卓小北",
        Text("无人照料，父母情况待查。", "Nobody cares for them; the parents are sought."),
        nobody_knows,
    ),
    Story(
        "金乐天",
        Text("残疾儿童，补贴和康复在办。", "Disabled; subsidies and rehabilitation run."),
        disabled,
    ),
    Story("邱天", Text("四个月后满18周岁，在读中职。", "Eighteen in four months."), qiu_tian),
    Story("舒朵朵", Text("低保家庭婴幼儿。", "An infant of a family on dibao."), shu_duoduo),
    Story(
        "石磊磊",
        Text("户籍在外省，由居住地代收申请。", "Registered in another province."),
        shi_leilei,
    ),
    Story(
        "邬晓晓",
        Text("户籍在本街道，外省推送申请。", "Her application came from another province."),
        wu_xiaoxiao,
    ),
    Story(
        "乔安",
        Text(
            "母亲夏天已回来，多发两个月，正在追回。",
            "Overpaid for two months; it is being paid back.",
        ),
        qiao_an,
        qiao_an_goes_on,
    ),
)

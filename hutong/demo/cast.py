"""The cast: children with names and stories, whom tests, screenshots and the tutorial all know.

A story says who is there at first, which enters the register as an office's roster does, and what
has happened since, told by the product's verbs one by one. Every day is counted from the day of
the demo. Nobody here exists; the communities do.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from hutong.demo.at_the_window import AT_THE_WINDOW
from hutong.demo.days import earlier
from hutong.demo.hard_cases import HARD_CASES
from hutong.demo.mix import DE_FACTO, DIBAO, ORPHAN
from hutong.demo.persons import OWN_DIBAO, OWN_DIBAO_SEVERE
from hutong.demo.plans import Sleeps, Young
from hutong.demo.players import CHANGPING, COURTYARD, XICHENG
from hutong.demo.scene import ABLE, Scene, estimated
from hutong.demo.stage import Stage
from hutong.demo.stories import Story
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.foundation.kernel.text import Text
from hutong.registry.people.facts import (
    DisabilityKind,
    GuardianIs,
    Hukou,
    Measure,
    Origin,
    Study,
)
from hutong.registry.people.models import Child

VILLAGE: Final = (CHANGPING, "兴寿镇", "香屯村")
HILLS: Final = (CHANGPING, "流村镇", "西峰山村")
TOWN: Final = (CHANGPING, "龙泽园街道", "龙腾苑二区社区")
NEW_TOWN: Final = (CHANGPING, "天通苑北街道", "天通西苑第三社区")
OLD_TOWN: Final = (XICHENG, "广安门内街道", "槐柏树街北里社区")
HOME: Final = "昌平区杏园儿童福利院"


def xiaoman_and_xiaohe(scene: Scene) -> list[Young]:
    """小满 and her brother on dibao with their grandmother; the parents are known by name."""
    door, dibao = "百果园6号院2号楼1单元302", scene.ago(months=25)
    xiaoman = scene.child(
        "林小满", FEMALE, scene.ago(years=9, months=9, days=14), COURTYARD, door=door
    )
    xiaohe = scene.child("林小禾", MALE, scene.ago(years=4, months=2), COURTYARD, door=door)
    father = scene.father("林建国", xiaoman, xiaohe, age=38)
    mother = scene.mother("何婷", xiaoman, xiaohe, age=35)
    scene.alive(father, xiaoman)
    scene.alive(mother, xiaoman)
    scene.elder(("周桂兰", "奶奶", 71), xiaoman, xiaohe)
    for child in (xiaoman, xiaohe):
        child.registered_on = dibao
        scene.on_dibao(child, dibao, OWN_DIBAO)
        born = child.birth_date or dibao
        child.learn(born, child.known, disability_kind=DisabilityKind.NONE)
    xiaoman.learn(scene.ago(months=30), xiaoman.known, study=Study.COMPULSORY)
    return [xiaoman, xiaohe]


def xiaoman_goes_on(stage: Stage, xiaoman: Child, xiaohe: Child) -> None:
    """The police seek the mother; a judgment arrives late; the grandmother applies."""
    searched, imprisoned = stage.ago(months=6, days=3), stage.ago(months=11, days=15)
    stage.learns(
        xiaoman,
        about="mother",
        since=searched,
        known=max(searched, stage.takeover),
        by="gaolan",
        out_of_contact=True,
        performs_guardianship=False,
        search_accepted_on=searched,
    )
    stage.learns(
        xiaoman,
        about="father",
        since=imprisoned,
        known=stage.ago(months=2, days=14),
        number="（示例）京9901刑初218号",
        by="gaolan",
        measure=Measure.PRISON,
        measure_months=38,
        measure_from=imprisoned,
    )
    matched, applied = stage.ago(days=4), stage.ago(days=2)
    ruled_out = {name: value for name, value in ABLE.items() if name != "out_of_contact"}
    stage.learns(
        xiaoman, about="mother", since=matched, known=matched, by="gaolan", answers=ruled_out
    )
    for child in (xiaoman, xiaohe):
        stage.learns(
            child,
            since=applied,
            known=applied,
            by="gaolan",
            circumstances_being_verified=True,
            nobody_caring=True,
        )


def bai_lu(scene: Scene) -> list[Young]:
    """Father dead, mother in drug treatment: paid for long."""
    child, mother = scene.half_orphan(
        "白露",
        FEMALE,
        11,
        parents=("白志强", "尹芳"),
        where=VILLAGE,
        carer=("白秀兰", "奶奶", 68),
    )
    scene.in_custody(mother, child, Measure.DETOX, 24, scene.ago(months=30))
    scene.nothing_else(child)
    scene.granted(child, DE_FACTO, scene.ago(months=20))
    return [child]


def bai_lu_goes_on(stage: Stage, child: Child) -> None:
    """The mother came back, and went to prison; of that the office has just been told."""
    stage.mother_comes_back(child, since=stage.month_day(5, 12), known=stage.month_day(5, 20))
    sentenced = stage.month_day(4, 8)
    stage.learns(
        child,
        about="mother",
        since=sentenced,
        known=stage.ago(days=1),
        number="（示例）京9901刑初1107号",
        measure=Measure.PRISON,
        measure_months=30,
        measure_from=sentenced,
        performs_guardianship=False,
    )


def meng_xiaozhou(scene: Scene) -> list[Young]:
    """Half an orphan, cared for by his mother's father."""
    child, mother = scene.half_orphan(
        "孟晓舟",
        MALE,
        12,
        parents=("孟庆祥", "崔玉梅"),
        where=HILLS,
        carer=("崔德福", "外公", 70),
    )
    scene.alive(mother, child)
    scene.nothing_else(child)
    scene.account(child)
    return [child]


def meng_xiaozhou_goes_on(stage: Stage, child: Child) -> None:
    """His mother has died too; he is an orphan and paid from this month on."""
    stage.mother_dies(child, died=stage.month_day(2, 20), known=stage.month_day(1, 6))
    stage.confirms(child, ORPHAN, applied=stage.month_day(1, 7), confirmed=stage.month_day(1, 11))


def tong_jia(scene: Scene) -> list[Young]:
    """Severely disabled, in a family that draws dibao; found last month."""
    met, dibao = scene.month_day(1, 10), scene.ago(months=14)
    child = scene.child("童佳", FEMALE, scene.ago(years=6, months=3), COURTYARD, known=met)
    father, mother = scene.father("童海河", child), scene.mother("罗春霞", child)
    scene.household([(father, "户主"), (mother, "配偶")], child)
    scene.on_dibao(child, dibao, OWN_DIBAO_SEVERE)
    scene.disabled(child, DisabilityKind.LIMB, 1, scene.ago(months=9))
    scene.account(child)
    return [child]


def tong_jia_goes_on(stage: Stage, child: Child) -> None:
    """40% of the rate from this month on, and dibao beside it."""
    stage.confirms(child, DIBAO, applied=stage.month_day(1, 10), confirmed=stage.month_day(1, 18))


def hao_ming(scene: Scene) -> list[Young]:
    """Turned 18 last month and goes to no school: nothing more from this month on."""
    return [_comes_of_age(scene, "郝明", ("郝长河", "夏凤霞"), Study.NONE)]


def shao_wenbo(scene: Scene) -> list[Young]:
    """Turned 18 on the same day, at a vocational school: his allowance goes on."""
    return [_comes_of_age(scene, "邵文博", ("邵卫东", "秦淑珍"), Study.SECONDARY_VOCATIONAL)]


def _comes_of_age(scene: Scene, name: str, parents: tuple[str, str], study: Study) -> Young:
    birthday = scene.month_day(1, 3)
    child = scene.child(name, MALE, earlier(birthday, years=18), TOWN)
    child.registered_on = scene.ago(years=4)
    scene.dead(scene.father(parents[0], child, age=47), child, scene.ago(years=5))
    scene.lost(scene.mother(parents[1], child, age=44), child, scene.ago(years=4))
    scene.nothing_else(child)
    child.learn(earlier(scene.takeover, days=5), scene.takeover, study=study)
    scene.granted(child, DE_FACTO, scene.ago(months=40))
    return child


def yue_qing(scene: Scene) -> list[Young]:
    """Half an orphan, disabled, and on dibao: 40% of the rate."""
    child, mother = scene.half_orphan(
        "岳晴",
        FEMALE,
        9,
        parents=("岳宝山", "田素琴"),
        where=VILLAGE,
        carer=("田翠花", "外婆", 66),
    )
    scene.alive(mother, child)
    scene.disabled(child, DisabilityKind.HEARING, 2, scene.ago(months=40))
    scene.on_dibao(child, scene.ago(months=30), OWN_DIBAO_SEVERE)
    scene.granted(child, DIBAO, scene.ago(months=28))
    return [child]


def yue_qing_goes_on(stage: Stage, child: Child) -> None:
    """Her mother died; she gave up dibao for an orphan's full rate."""
    stage.mother_dies(child, died=stage.month_day(2, 25), known=stage.month_day(1, 9))
    left = stage.month_day(1, 10)
    stage.learns(child, since=left, known=left, on_dibao=False)
    stage.confirms(child, ORPHAN, applied=left, confirmed=stage.month_day(1, 16))


def song_jiamu(scene: Scene) -> list[Young]:
    """Newly found: his father in prison, his mother severely ill in mind."""
    met = scene.month_day(1, 4)
    child = scene.child("宋嘉木", MALE, scene.ago(years=7, months=6), HILLS, known=met)
    father, mother = scene.father("宋国庆", child), scene.mother("康秀芬", child)
    scene.in_custody(father, child, Measure.PRISON, 60, scene.ago(months=5))
    scene.alive(mother, child)
    mother.learn(
        scene.ago(months=50), met, disability_kind=DisabilityKind.MENTAL, disability_level=2
    )
    scene.elder(("宋铁柱", "爷爷", 69), child)
    scene.nothing_else(child)
    scene.account(child)
    return [child]


def song_jiamu_goes_on(stage: Stage, child: Child) -> None:
    """Confirmed as de facto unsupported; paid from this month on."""
    stage.confirms(
        child, DE_FACTO, applied=stage.month_day(1, 19), confirmed=stage.month_day(1, 26)
    )


def lu_zhixing(scene: Scene) -> list[Young]:
    """Father dead, mother lost: paid for long."""
    child = scene.mother_lost("卢知行", MALE, 10, parents=("卢永军", "毛春兰"), where=TOWN)
    scene.nothing_else(child)
    return [child]


def lu_zhixing_goes_on(stage: Stage, child: Child) -> None:
    """His mother is back and raises him: nothing more from this month on."""
    stage.mother_comes_back(child, since=stage.month_day(1, 9), known=stage.month_day(1, 12))


def gu_nian(scene: Scene) -> list[Young]:
    """An orphan, cared for by an aunt."""
    child, mother = scene.half_orphan(
        "顾念",
        FEMALE,
        5,
        parents=("顾树林", "孔月娥"),
        where=TOWN,
        carer=("顾玉兰", "姑姑", 45),
    )
    scene.dead(mother, child, scene.ago(months=19))
    scene.nothing_else(child)
    scene.granted(child, ORPHAN, scene.ago(months=17))
    return [child]


def gu_nian_goes_on(stage: Stage, child: Child) -> None:
    """Adopted last month: an orphan no more."""
    stage.learns(child, since=stage.month_day(1, 20), known=stage.month_day(1, 22), adopted=True)


def cheng_yuanshan(scene: Scene) -> list[Young]:
    """Father dead, mother lost, the family on dibao: a top-up."""
    child = scene.mother_lost("程远山", MALE, 13, parents=("程志", "史凤"), where=COURTYARD)
    scene.on_dibao(child, scene.ago(months=26), OWN_DIBAO)
    return [child]


def cheng_yuanshan_goes_on(stage: Stage, child: Child) -> None:
    """The family left dibao: the full rate."""
    left = stage.month_day(1, 1)
    stage.learns(child, since=left, known=stage.month_day(1, 8), on_dibao=False)


def an_ning(scene: Scene) -> list[Young]:
    """A foundling three months in the home: no number, no hukou, a birth date by estimate."""
    found = scene.ago(months=3)
    where = (CHANGPING, "城北街道", "松园社区")
    child = scene.child("安宁", FEMALE, scene.ago(months=8), where, known=found)
    child.hukou, child.hukou_detail = None, ""
    child.facts.clear()
    child.learn(
        found,
        found,
        hukou=Hukou.NONE,
        origin=Origin.FOUNDLING,
        guardian_is=GuardianIs.CIVIL_AFFAIRS,
        adopted=False,
    )
    child.sleeps = Sleeps(found, "弃婴（儿）捡拾报案证明", HOME)
    return [estimated(child)]


def ayinuer(scene: Scene) -> list[Young]:
    """Came from Xinjiang with her parents; a name of two parts, and a hukou far away."""
    came = scene.ago(months=16)
    child = scene.child("阿依努尔·买买提", FEMALE, scene.ago(years=8, months=5), NEW_TOWN)
    child.hukou, child.hukou_detail = None, "新疆维吾尔自治区（示例县）"
    child.ethnic_group = "维吾尔族"
    child.facts.clear()
    scene.father("买买提·艾力", child, age=36)
    scene.mother("古丽娜尔·吐尔逊", child, age=33)
    child.learn(child.birth_date or came, child.known, hukou=Hukou.ELSEWHERE)
    child.learn(
        came,
        child.known,
        lives_outside_hukou_county_since=came,
        moved_with_parent_or_guardian=True,
        study=Study.COMPULSORY,
    )
    return [child]


def ma_yan(scene: Scene) -> list[Young]:
    """A rare character; registered in Xicheng, which pays, and living in Changping."""
    where = (CHANGPING, "南口地区", "兴隆街社区")
    child = scene.mother_lost(
        "马䶮", MALE, 14, parents=("马文", "武桂芳"), where=where, hukou=OLD_TOWN
    )
    scene.nothing_else(child)
    return [child]


CAST: Final = (
    Story(
        "林小满",
        Text(
            "9岁，父亲林建国服刑38个月，母亲何婷失联满六个月，只差一份公安回执单；"
            "奶奶周桂兰照料她和弟弟林小禾，可先按临时无人抚养儿童保障。",
            "9; her father serves 38 months, her mother has been lost for six months and only the"
            " police receipt is missing; her grandmother 周桂兰 raises her and her brother 林小禾,"
            " and they can be paid provisionally meanwhile.",
        ),
        xiaoman_and_xiaohe,
        xiaoman_goes_on,
    ),
    Story(
        "白露",
        Text(
            "母亲四个月前又被判刑，现在才知道：补发三个月。",
            "Her mother's sentence began four months ago and is known only now: three months of"
            " back-pay.",
        ),
        bai_lu,
        bai_lu_goes_on,
    ),
    Story(
        "孟晓舟",
        Text("父母先后去世，上月确认为孤儿。", "Both parents have died; an orphan now."),
        meng_xiaozhou,
        meng_xiaozhou_goes_on,
    ),
    Story(
        "童佳",
        Text(
            "低保家庭重度残疾儿童，标准的40%，低保另发。",
            "Severely disabled in a dibao family: 40% of the rate, and dibao beside it.",
        ),
        tong_jia,
        tong_jia_goes_on,
    ),
    Story(
        "郝明",
        Text("上月满18周岁，未在学，停发。", "Turned 18, goes to no school: stopped."),
        hao_ming,
    ),
    Story(
        "邵文博",
        Text("同一天满18周岁，在读中职，续发。", "Turned 18 the same day, at school: goes on."),
        shao_wenbo,
    ),
    Story(
        "岳晴",
        Text(
            "由低保家庭残疾儿童标准改按孤儿标准，择高。",
            "From 40% beside dibao to an orphan's full rate: the higher is paid.",
        ),
        yue_qing,
        yue_qing_goes_on,
    ),
    Story(
        "宋嘉木",
        Text(
            "父亲服刑、母亲重残，上月新确认事实无人抚养。",
            "Father in prison, mother severely disabled: newly confirmed as de facto unsupported.",
        ),
        song_jiamu,
        song_jiamu_goes_on,
    ),
    Story(
        "卢知行",
        Text("母亲恢复照料，次月停发。", "His mother is back: the allowance stops."),
        lu_zhixing,
        lu_zhixing_goes_on,
    ),
    Story(
        "顾念",
        Text("上月被收养，孤儿生活费停发。", "Adopted last month: an orphan no more."),
        gu_nian,
        gu_nian_goes_on,
    ),
    Story(
        "程远山",
        Text("家庭退出低保，由补差改为全额。", "Left dibao: from a top-up to the full rate."),
        cheng_yuanshan,
        cheng_yuanshan_goes_on,
    ),
    Story(
        "安宁",
        Text(
            "入院三个月的弃婴，没有身份证号和户口，生日是估计的。",
            "A foundling without number or hukou, whose birth date is an estimate.",
        ),
        an_ning,
    ),
    Story(
        "阿依努尔·买买提",
        Text("随父母来京的流动儿童，户籍在新疆。", "A migrant child with a name of two parts."),
        ayinuer,
    ),
    Story(
        "马䶮",
        Text(
            "名字用字罕见；户籍在西城，住在昌平，由西城发放。",
            "A rare character; registered in Xicheng, which pays, and living in Changping.",
        ),
        ma_yan,
    ),
)
EVERYBODY: Final = (*CAST, *HARD_CASES, *AT_THE_WINDOW)


def begin(scene: Scene) -> dict[str, list[Young]]:
    """Who is there when each story begins, by its name."""
    return {story.name: story.begins(scene) for story in EVERYBODY}


def go_on(stage: Stage, entered: Mapping[str, Sequence[tuple[Young, Child]]]) -> None:
    """Let every story go on, its children being on the register."""
    for story in EVERYBODY:
        family = entered[story.name]
        stage.gathers(family)
        story.goes_on(stage, *(child for _, child in family))

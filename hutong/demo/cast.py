"""The cast: children with names and stories, whom tests, screenshots and the tutorial all know.

Each story is told through the product's verbs, on days counted from the day of the demo. Nobody
here exists; the communities do.
"""

from typing import Final

from hutong.demo.beginnings import (
    comes_of_age,
    elder,
    half_orphan,
    mother_lost,
    nothing_else,
    on_dibao,
)
from hutong.demo.hard_cases import HARD_CASES
from hutong.demo.mix import DE_FACTO, DIBAO, ORPHAN
from hutong.demo.persons import OWN_DIBAO, OWN_DIBAO_SEVERE
from hutong.demo.players import CHANGPING, COURTYARD, XICHENG
from hutong.demo.stage import ABLE, Stage
from hutong.demo.stories import Story
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import FEMALE, MALE
from hutong.foundation.kernel.text import Text
from hutong.registry.people import actions as people
from hutong.registry.people.facts import (
    DisabilityKind,
    GuardianIs,
    Hukou,
    Life,
    Measure,
    Origin,
    Study,
)
from hutong.registry.people.models import Child

VILLAGE: Final = (CHANGPING, "兴寿镇", "香屯村")
HILLS: Final = (CHANGPING, "流村镇", "西峰山村")
TOWN: Final = (CHANGPING, "龙泽园街道", "龙腾苑二区社区")
OLD_TOWN: Final = (XICHENG, "广安门内街道", "槐柏树街北里社区")


def lin_xiaoman(stage: Stage) -> list[Child]:
    """A father in prison, a mother whom nobody can reach, a grandmother; one paper is missing."""
    at, takeover = stage.spot(*COURTYARD), stage.takeover
    searched, told = stage.ago(months=6, days=3), stage.ago(months=2, days=14)
    imprisoned, dibao = stage.ago(months=11, days=15), stage.ago(months=25)
    door = "百果园6号院2号楼1单元302"
    xiaoman = stage.registers(
        "林小满",
        sex=FEMALE,
        born=stage.ago(years=9, months=9, days=14),
        at=at,
        detail=door,
        known=takeover,
        registered_on=dibao,
    )
    xiaohe = stage.registers(
        "林小禾",
        sex=MALE,
        born=stage.ago(years=4, months=2),
        at=at,
        detail=door,
        known=takeover,
        registered_on=dibao,
    )
    children = [xiaoman, xiaohe]
    father, mother = stage.parents(
        "林建国", "何婷", children=children, known=takeover, ages=(38, 35)
    )
    grandmother = elder(stage, "周桂兰", "奶奶", 71, children)
    home = stage.household(
        children, [(grandmother, "户主")], since=stage.ago(years=6), known=takeover
    )
    stage.learns(home, since=dibao, known=takeover, dibao=True)
    for child in children:
        born = child.birth_date or dibao
        on_dibao(stage, child, since=dibao, amount=OWN_DIBAO)
        stage.learns(child, since=born, known=takeover, disability_kind=DisabilityKind.NONE)
    stage.learns(xiaoman, since=stage.ago(months=30), known=takeover, study=Study.COMPULSORY)
    stage.learns(
        mother,
        since=searched,
        known=stage.known(searched),
        by="gaolan",
        out_of_contact=True,
        performs_guardianship=False,
        search_accepted_on=searched,
    )
    stage.learns(
        father,
        since=imprisoned,
        known=told,
        number="（示例）京9901刑初218号",
        by="gaolan",
        measure=Measure.PRISON,
        measure_months=38,
        measure_from=imprisoned,
    )
    matched, applied = stage.ago(days=4), stage.ago(days=2)
    ruled_out = {name: value for name, value in ABLE.items() if name != "out_of_contact"}
    stage.learns(mother, since=matched, known=matched, by="gaolan", answers=ruled_out)
    for child in children:
        stage.learns(
            child,
            since=applied,
            known=applied,
            by="gaolan",
            circumstances_being_verified=True,
            nobody_caring=True,
        )
    return children


def bai_lu(stage: Stage) -> list[Child]:
    """Her mother came back from treatment and went to prison; the office has just been told."""
    child, mother = half_orphan(
        stage,
        "白露",
        FEMALE,
        11,
        parents=("白志强", "尹芳"),
        where=VILLAGE,
        carer=("白秀兰", "奶奶", 68),
    )
    treated = stage.ago(months=30)
    stage.learns(
        mother,
        since=treated,
        known=stage.takeover,
        life=Life.ALIVE,
        measure=Measure.DETOX,
        measure_months=24,
        measure_from=treated,
    )
    stage.takes_over(child, DE_FACTO, confirmed=stage.ago(months=20))
    stage.comes_back(mother, since=stage.month_day(5, 12), known=stage.month_day(5, 20))
    sentenced = stage.month_day(4, 8)
    stage.learns(
        mother,
        since=sentenced,
        known=stage.ago(days=1),
        number="（示例）京9901刑初1107号",
        measure=Measure.PRISON,
        measure_months=30,
        measure_from=sentenced,
        performs_guardianship=False,
    )
    return [child]


def meng_xiaozhou(stage: Stage) -> list[Child]:
    """His mother has died too; he is an orphan and paid from this month on."""
    child, mother = half_orphan(
        stage,
        "孟晓舟",
        MALE,
        12,
        parents=("孟庆祥", "崔玉梅"),
        where=HILLS,
        carer=("崔德福", "外公", 70),
    )
    stage.dies(mother, died=stage.month_day(2, 20), known=stage.month_day(1, 6))
    stage.confirms(child, ORPHAN, applied=stage.month_day(1, 7), confirmed=stage.month_day(1, 11))
    return [child]


def tong_jia(stage: Stage) -> list[Child]:
    """Severely disabled in a dibao family: 40% of the rate from this month on, and dibao too."""
    met = stage.month_day(1, 10)
    child = stage.registers(
        "童佳", sex=FEMALE, born=stage.ago(years=6, months=3), at=stage.spot(*COURTYARD), known=met
    )
    father, mother = stage.parents("童海河", "罗春霞", children=[child], known=met)
    since = stage.ago(months=14)
    home = stage.household([child], [(father, "户主"), (mother, "配偶")], since=since, known=met)
    stage.learns(home, since=since, known=met, dibao=True)
    on_dibao(stage, child, since=since, amount=OWN_DIBAO_SEVERE, known=met)
    stage.learns(
        child,
        since=stage.ago(months=9),
        known=met,
        disability_kind=DisabilityKind.LIMB,
        disability_level=1,
    )
    stage.confirms(child, DIBAO, applied=met, confirmed=stage.month_day(1, 18))
    return [child]


def hao_ming(stage: Stage) -> list[Child]:
    """Turned 18 last month and goes to no school: nothing more from this month on."""
    return comes_of_age(stage, "郝明", ("郝长河", "夏凤霞"), Study.NONE)


def shao_wenbo(stage: Stage) -> list[Child]:
    """Turned 18 on the same day, at a vocational school: his allowance goes on."""
    return comes_of_age(stage, "邵文博", ("邵卫东", "秦淑珍"), Study.SECONDARY_VOCATIONAL)


def yue_qing(stage: Stage) -> list[Child]:
    """From 40% beside dibao to an orphan's full rate, after her mother's death."""
    child, mother = half_orphan(
        stage,
        "岳晴",
        FEMALE,
        9,
        parents=("岳宝山", "田素琴"),
        where=VILLAGE,
        carer=("田翠花", "外婆", 66),
        alone=False,
    )
    stage.learns(
        child,
        since=stage.ago(months=40),
        known=stage.takeover,
        disability_kind=DisabilityKind.HEARING,
        disability_level=2,
    )
    on_dibao(stage, child, since=stage.ago(months=30), amount=OWN_DIBAO_SEVERE)
    stage.takes_over(child, DIBAO, confirmed=stage.ago(months=28))
    stage.dies(mother, died=stage.month_day(2, 25), known=stage.month_day(1, 9))
    left = stage.month_day(1, 10)
    stage.learns(child, since=left, known=left, on_dibao=False)
    stage.confirms(child, ORPHAN, applied=left, confirmed=stage.month_day(1, 16))
    return [child]


def song_jiamu(stage: Stage) -> list[Child]:
    """Newly found: his father in prison, his mother severely ill in mind; paid from this month."""
    met = stage.month_day(1, 4)
    child = stage.registers(
        "宋嘉木", sex=MALE, born=stage.ago(years=7, months=6), at=stage.spot(*HILLS), known=met
    )
    father, mother = stage.parents("宋国庆", "康秀芬", children=[child], known=met)
    stage.identities(father, mother, known=met)
    grandfather = elder(stage, "宋铁柱", "爷爷", 69, [child], known=met)
    stage.household([child], [(grandfather, "户主")], since=stage.ago(months=20), known=met)
    nothing_else(stage, child, known=met)
    imprisoned = stage.ago(months=5)
    stage.learns(
        father,
        since=imprisoned,
        known=met,
        measure=Measure.PRISON,
        measure_months=60,
        measure_from=imprisoned,
    )
    stage.learns(
        mother,
        since=stage.ago(months=50),
        known=met,
        disability_kind=DisabilityKind.MENTAL,
        disability_level=2,
    )
    stage.confirms(
        child, DE_FACTO, applied=stage.month_day(1, 19), confirmed=stage.month_day(1, 26)
    )
    return [child]


def lu_zhixing(stage: Stage) -> list[Child]:
    """His mother is back and raises him: nothing more from this month on."""
    child, mother = mother_lost(stage, "卢知行", MALE, 10, parents=("卢永军", "毛春兰"), where=TOWN)
    stage.comes_back(mother, since=stage.month_day(1, 9), known=stage.month_day(1, 12))
    return [child]


def gu_nian(stage: Stage) -> list[Child]:
    """An orphan who was adopted last month: an orphan no more."""
    child, mother = half_orphan(
        stage,
        "顾念",
        FEMALE,
        5,
        parents=("顾树林", "孔月娥"),
        where=TOWN,
        carer=("顾玉兰", "姑姑", 45),
    )
    stage.dies(mother, died=stage.ago(months=19), known=stage.takeover)
    stage.takes_over(child, ORPHAN, confirmed=stage.ago(months=17))
    stage.learns(child, since=stage.month_day(1, 20), known=stage.month_day(1, 22), adopted=True)
    return [child]


def cheng_yuanshan(stage: Stage) -> list[Child]:
    """His family left dibao: from a top-up to the full rate."""
    child, _ = mother_lost(
        stage, "程远山", MALE, 13, parents=("程志", "史凤"), where=COURTYARD, alone=False
    )
    on_dibao(stage, child, since=stage.ago(months=26), amount=OWN_DIBAO)
    left = stage.month_day(1, 1)
    stage.learns(child, since=left, known=stage.month_day(1, 8), on_dibao=False)
    return [child]


def an_ning(stage: Stage) -> list[Child]:
    """A foundling three months in the home: no number, no hukou, a birth date by estimate."""
    found = stage.ago(months=3)
    at = stage.spot(CHANGPING, "城北街道", "松园社区")
    child = stage.registers(
        "安宁",
        sex=FEMALE,
        born=stage.ago(months=8),
        at=at,
        known=found,
        precision=Precision.ESTIMATED,
        papers=False,
        registered_as=Hukou.NONE,
        detail="昌平区杏园儿童福利院",
    )
    stage.learns(
        child,
        since=found,
        known=found,
        origin=Origin.FOUNDLING,
        guardian_is=GuardianIs.CIVIL_AFFAIRS,
        adopted=False,
    )
    home = next((one for one in stage.institutions if "昌平" in one.name), None)
    if home is not None:
        with stage.by("shenli") as officer:
            people.admit(
                child=child,
                institution=home,
                since=found,
                basis="弃婴入院登记",
                paper="弃婴（儿）捡拾报案证明",
                by=officer,
                on=found,
            )
    return [child]


def ayinuer(stage: Stage) -> list[Child]:
    """Came from Xinjiang with her parents; a name of two parts, and a hukou far away."""
    met, came = stage.takeover, stage.ago(months=16)
    child = stage.registers(
        "阿依努尔·买买提",
        sex=FEMALE,
        born=stage.ago(years=8, months=5),
        at=stage.spot(CHANGPING, "天通苑北街道", "天通西苑第三社区"),
        known=met,
        registered_as=Hukou.ELSEWHERE,
        hukou_detail="新疆维吾尔自治区（示例县）",
        ethnic_group="维吾尔族",
    )
    stage.parents("买买提·艾力", "古丽娜尔·吐尔逊", children=[child], known=met, ages=(36, 33))
    stage.learns(
        child,
        since=came,
        known=met,
        lives_outside_hukou_county_since=came,
        moved_with_parent_or_guardian=True,
        study=Study.COMPULSORY,
    )
    return [child]


def ma_yan(stage: Stage) -> list[Child]:
    """A rare character; registered in Xicheng, which pays, and living in Changping."""
    child, _ = mother_lost(
        stage,
        "马䶮",
        MALE,
        14,
        parents=("马文", "武桂芳"),
        where=(CHANGPING, "南口地区", "兴隆街社区"),
        hukou=OLD_TOWN,
    )
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
        lin_xiaoman,
    ),
    Story(
        "白露",
        Text(
            "母亲四个月前又被判刑，现在才知道：补发三个月。",
            "Her mother's sentence began four months ago and is known only now: three months of"
            " back-pay.",
        ),
        bai_lu,
    ),
    Story(
        "孟晓舟",
        Text("父母先后去世，上月确认为孤儿。", "Both parents have died; an orphan now."),
        meng_xiaozhou,
    ),
    Story(
        "童佳",
        Text(
            "低保家庭重度残疾儿童，标准的40%，低保另发。",
            "Severely disabled in a dibao family: 40% of the rate, and dibao beside it.",
        ),
        tong_jia,
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
    ),
    Story(
        "宋嘉木",
        Text(
            "父亲服刑、母亲重残，上月新确认事实无人抚养。",
            "Father in prison, mother severely disabled: newly confirmed as de facto unsupported.",
        ),
        song_jiamu,
    ),
    Story(
        "卢知行",
        Text("母亲恢复照料，次月停发。", "His mother is back: the allowance stops."),
        lu_zhixing,
    ),
    Story(
        "顾念",
        Text("上月被收养，孤儿生活费停发。", "Adopted last month: an orphan no more."),
        gu_nian,
    ),
    Story(
        "程远山",
        Text("家庭退出低保，由补差改为全额。", "Left dibao: from a top-up to the full rate."),
        cheng_yuanshan,
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
EVERYBODY: Final = (*CAST, *HARD_CASES)


def perform(stage: Stage) -> dict[str, list[Child]]:
    """Tell every story, the hard cases too; who was in each, by its name."""
    return {story.name: story.told(stage) for story in EVERYBODY}

"""What the words and code letters of offices' registers mean in our vocabulary of facts.

A word that could mean two things is not here: it stays a word, and the fact stays unknown.
"""

import re
from collections.abc import Mapping

from hutong.foundation.exchange.values import plain
from hutong.registry.people.facts import (
    CareSetting,
    DisabilityKind,
    GuardianIs,
    Hukou,
    Life,
    Measure,
    Origin,
    Study,
)
from hutong.registry.people.kinds import RelationKind

Facts = Mapping[str, object]  # by record name, as told of one subject

# Health of the child: 健康状况, 身体状况; the numbers are those of the national system.
HEALTH: dict[str, Facts] = {
    "健康": {"disability_kind": DisabilityKind.NONE, "major_disease": False},
    "健康或良好": {"disability_kind": DisabilityKind.NONE, "major_disease": False},
    "良好": {"disability_kind": DisabilityKind.NONE, "major_disease": False},
    "10": {"disability_kind": DisabilityKind.NONE, "major_disease": False},
    "重病": {"major_disease": True},
    "患重病": {"major_disease": True},
    "重大疾病": {"major_disease": True},
    "22": {"major_disease": True},
}
# Known words that settle nothing: how the child is disabled or ill stands in other columns.
HEALTH_SETTLES_NOTHING = frozenset({"残疾", "患病", "慢性病", "30", "60", "80", "其他"})

DISABILITY: dict[str, DisabilityKind] = {
    "无": DisabilityKind.NONE,
    "无残疾": DisabilityKind.NONE,
    "视力": DisabilityKind.SIGHT,
    "听力": DisabilityKind.HEARING,
    "言语": DisabilityKind.SPEECH,
    "肢体": DisabilityKind.LIMB,
    "智力": DisabilityKind.INTELLECTUAL,
    "精神": DisabilityKind.MENTAL,
    "孤独症": DisabilityKind.MENTAL,
    "多重": DisabilityKind.MULTIPLE,
}
LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
LEVELS |= {"I": 1, "II": 2, "III": 3, "IV": 4}

SCHOOLING: dict[str, Study] = {
    "学龄前": Study.NONE,
    "未入园": Study.NONE,
    "散居": Study.NONE,
    "不在学": Study.NONE,
    "未入学": Study.NONE,
    "辍学": Study.NONE,
    "待业": Study.NONE,
    "就业": Study.NONE,
    "幼儿园": Study.PRESCHOOL,
    "学前班": Study.PRESCHOOL,
    "小学": Study.COMPULSORY,
    "初中": Study.COMPULSORY,
    "义务教育": Study.COMPULSORY,
    "高中": Study.GENERAL_HIGH,
    "普通高中": Study.GENERAL_HIGH,
    "普高": Study.GENERAL_HIGH,
    "中职": Study.SECONDARY_VOCATIONAL,
    "职高": Study.SECONDARY_VOCATIONAL,
    "中专": Study.SECONDARY_VOCATIONAL,
    "技校": Study.SECONDARY_VOCATIONAL,
    "高职": Study.HIGHER_VOCATIONAL,
    "大专": Study.UNDERGRADUATE,
    "本科": Study.UNDERGRADUATE,
    "大学": Study.UNDERGRADUATE,
    "研究生": Study.POSTGRADUATE,
}

# 户口分类, 户籍状况
HUKOU: dict[str, Hukou] = {
    "1": Hukou.INSTITUTION_COLLECTIVE,
    "福利院集体户": Hukou.INSTITUTION_COLLECTIVE,
    "集体户": Hukou.INSTITUTION_COLLECTIVE,
    "集体户口": Hukou.INSTITUTION_COLLECTIVE,
    "2": Hukou.CITY,
    "本辖区户口": Hukou.CITY,
    "本市户口": Hukou.CITY,
    "本市": Hukou.CITY,
    "3": Hukou.ELSEWHERE,
    "外省市户口": Hukou.ELSEWHERE,
    "外省市": Hukou.ELSEWHERE,
    "外地": Hukou.ELSEWHERE,
    "4": Hukou.NONE,
    "无户口": Hukou.NONE,
    "未登记": Hukou.NONE,
}

# 养育类型, 养育方式, 安置方式
REARING: dict[str, Facts] = {
    "03": {"care_setting": CareSetting.FAMILY},
    "父母": {"care_setting": CareSetting.FAMILY},
    "父母养育": {"care_setting": CareSetting.FAMILY},
    "04": {"care_setting": CareSetting.FAMILY},
    "祖父母": {"care_setting": CareSetting.FAMILY},
    "外祖父母": {"care_setting": CareSetting.FAMILY},
    "祖父母养育": {"care_setting": CareSetting.FAMILY},
    "外祖父母养育": {"care_setting": CareSetting.FAMILY},
    "05": {"care_setting": CareSetting.FAMILY},
    "其他亲属": {"care_setting": CareSetting.FAMILY},
    "亲属": {"care_setting": CareSetting.FAMILY},
    "亲属养育": {"care_setting": CareSetting.FAMILY},
    "亲属抚养": {"care_setting": CareSetting.FAMILY},
    "散居": {"care_setting": CareSetting.FAMILY},
    "社会散居": {"care_setting": CareSetting.FAMILY},
    "14": {"care_setting": CareSetting.FAMILY, "adopted": True},
    "收养": {"care_setting": CareSetting.FAMILY, "adopted": True},
    "家庭寄养": {"care_setting": CareSetting.FOSTER},
    "寄养": {"care_setting": CareSetting.FOSTER},
    "机构养育": {"care_setting": CareSetting.INSTITUTION},
    "机构抚养": {"care_setting": CareSetting.INSTITUTION},
    "机构集中养育": {"care_setting": CareSetting.INSTITUTION},
    "集中养育": {"care_setting": CareSetting.INSTITUTION},
    "福利机构养育": {"care_setting": CareSetting.INSTITUTION},
}

# 儿童类别, with the national system's numbers. A class is derived from facts, so what a register
# says of the class is taken only as far as it says a fact.
CATEGORIES: dict[str, Facts] = {
    "1": {"care_setting": CareSetting.INSTITUTION},
    "福利机构养育孤弃儿童": {"care_setting": CareSetting.INSTITUTION},
    "202": {"care_setting": CareSetting.INSTITUTION},
    "集中养育孤儿": {"care_setting": CareSetting.INSTITUTION},
    "机构养育孤儿": {"care_setting": CareSetting.INSTITUTION},
    "121": {"care_setting": CareSetting.INSTITUTION},
    "集中供养事实无人抚养儿童": {"care_setting": CareSetting.INSTITUTION},
    "3": {"care_setting": CareSetting.FAMILY},
    "社会散居儿童": {"care_setting": CareSetting.FAMILY},
    "社会散居孤儿": {"care_setting": CareSetting.FAMILY},
    "散居孤儿": {"care_setting": CareSetting.FAMILY},
    "201": {"care_setting": CareSetting.FAMILY},
    "120": {"care_setting": CareSetting.FAMILY},
    "社会散居事实无人抚养儿童": {"care_setting": CareSetting.FAMILY},
    "6": {"hiv_infected": True},
    "300": {"hiv_infected": True},
    "艾滋病病毒感染儿童": {"hiv_infected": True},
    "弃婴": {"origin": Origin.FOUNDLING},
    "弃儿": {"origin": Origin.FOUNDLING},
    "弃婴弃儿": {"origin": Origin.FOUNDLING},
    "打拐解救儿童": {"origin": Origin.TRAFFICKED},
}

# 困境类型: code letters of the roster, and the words they stand for.
DIFFICULTY: dict[str, Facts] = {
    "B": {"on_tekun": True},
    "特困儿童": {"on_tekun": True},
    "特困": {"on_tekun": True},
    "D": {"family_in_difficulty": True},
    "贫困家庭儿童": {"family_in_difficulty": True},
    "贫困家庭": {"family_in_difficulty": True},
    "E-1": {"origin": Origin.TRAFFICKED},
    "打拐解救儿童": {"origin": Origin.TRAFFICKED},
    "打拐解救": {"origin": Origin.TRAFFICKED},
    "流浪": {"origin": Origin.VAGRANT},
    "艾滋病病毒感染": {"hiv_infected": True},
    "艾滋病病毒感染儿童": {"hiv_infected": True},
}
DIFFICULTY_SETTLES_NOTHING = frozenset(
    {
        *("A", "C", "E", "E-2", "E-3", "E-4", "E-5", "E-6", "孤儿", "事实无人抚养", "重病重残"),
        *("事实无人抚养儿童", "重病重残儿童", "残疾", "留守", "留守儿童", "受暴力侵害", "其他"),
        *(
            "服刑人员子女",
            "强制隔离戒毒人员子女",
            "受虐",
            "被恶意弃养",
            "监护不当",
            "低保",
            "低收入",
        ),
        *("服刑在押人员未成年子女", "吸毒家庭子女", "受艾滋病影响", "流动儿童", "困境儿童"),
    }
)

# 生活保障, 救助情况
SUPPORT: dict[str, Facts] = {
    "B": {"on_tekun": True},
    "特困": {"on_tekun": True},
    "特困救助": {"on_tekun": True},
    "特困供养": {"on_tekun": True},
    "C": {"on_dibao": True},
    "低保": {"on_dibao": True},
    "最低生活保障": {"on_dibao": True},
    "残疾生活补贴": {"on_disabled_living_subsidy": True},
    "困难残疾人生活补贴": {"on_disabled_living_subsidy": True},
}
SUPPORT_SETTLES_NOTHING = frozenset(
    {
        *(
            "A",
            "D",
            "E",
            "F",
            "0",
            "孤儿保障",
            "临时救助",
            "医疗救助",
            "住房救助",
            "其他",
            "未保障",
        ),
        *("残疾人两项补贴", "护理补贴", "孤儿津贴", "建档立卡", "低收入", "低保边缘", "教育救助"),
    }
)

# 父亲状况, 母亲状况
PARENT: dict[str, Facts] = {
    "健在": {"life": Life.ALIVE},
    "正常": {"life": Life.ALIVE},
    "死亡": {"life": Life.DEAD},
    "已死亡": {"life": Life.DEAD},
    "已故": {"life": Life.DEAD},
    "去世": {"life": Life.DEAD},
    "病故": {"life": Life.DEAD},
    "自然死亡": {"life": Life.DEAD},
    "宣告死亡": {"life": Life.DECLARED_DEAD},
    "宣告失踪": {"life": Life.DECLARED_MISSING},
    "重病": {"life": Life.ALIVE, "major_disease": True},
    "服刑": {"life": Life.ALIVE, "measure": Measure.PRISON},
    "服刑在押": {"life": Life.ALIVE, "measure": Measure.PRISON},
    "在押": {"life": Life.ALIVE, "measure": Measure.PRISON},
    "强制隔离戒毒": {"life": Life.ALIVE, "measure": Measure.DETOX},
    "强戒": {"life": Life.ALIVE, "measure": Measure.DETOX},
    "被执行其他限制人身自由的措施": {"life": Life.ALIVE, "measure": Measure.OTHER_LIBERTY},
    "其他限制人身自由的措施": {"life": Life.ALIVE, "measure": Measure.OTHER_LIBERTY},
    "失联": {"out_of_contact": True},
    "被撤销监护资格": {"guardianship_revoked": True},
    "撤销监护资格": {"guardianship_revoked": True},
    "被遣送出境": {"expelled": True},
    "被驱逐出境": {"expelled": True},
    "被遣送驱逐出境": {"expelled": True},
    "不履行监护抚养责任": {"performs_guardianship": False},
    "不履行监护责任": {"performs_guardianship": False},
    "长期外出打工": {"life": Life.ALIVE, "working_away": True},
    "外出务工": {"life": Life.ALIVE, "working_away": True},
}
# 重残 needs its level, 失踪 its judgment, and 离家出走 is nothing a rule asks for.
PARENT_SETTLES_NOTHING = frozenset({"重残", "残疾", "失踪", "离家出走", "离异", "再婚", "其他"})

GUARDIANS: dict[str, tuple[GuardianIs | None, RelationKind]] = {
    "父亲": (GuardianIs.PARENTS, RelationKind.FATHER),
    "父": (GuardianIs.PARENTS, RelationKind.FATHER),
    "父子": (GuardianIs.PARENTS, RelationKind.FATHER),
    "父女": (GuardianIs.PARENTS, RelationKind.FATHER),
    "母亲": (GuardianIs.PARENTS, RelationKind.MOTHER),
    "母": (GuardianIs.PARENTS, RelationKind.MOTHER),
    "母子": (GuardianIs.PARENTS, RelationKind.MOTHER),
    "母女": (GuardianIs.PARENTS, RelationKind.MOTHER),
}
_KIN = [
    "祖父",
    "祖母",
    "外祖父",
    "外祖母",
    "爷爷",
    "奶奶",
    "姥爷",
    "姥姥",
    "外公",
    "外婆",
    "伯父",
    "伯母",
    "叔叔",
    "叔父",
    "婶婶",
    "姑姑",
    "姑父",
    "舅舅",
    "舅父",
    "舅妈",
    "姨妈",
    "姨父",
    "哥哥",
    "姐姐",
    "兄",
    "姐",
    "大伯",
    "大爷",
    "大妈",
    "祖孙",
    "爷孙",
    "外祖父母",
    "祖父母",
]
GUARDIANS |= dict.fromkeys(_KIN, (GuardianIs.KIN, RelationKind.GUARDIAN))

_ENDINGS = re.compile(r"(?:残疾|儿童|阶段|在读|在校|学生|一年级|二年级|三年级)+$")
_NUMBERED = re.compile(r"^(\d{1,3})[.、:：)]?\s*(?=[^\d.])")
_MARKS = re.compile(r"[()（）【】\[\]“”\"'\s]")

# GB/T 3304
_PEOPLES = [
    "汉",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
]
PEOPLES = {f"{number:02d}": f"{name}族" for number, name in enumerate(_PEOPLES, start=1)}
PEOPLES |= {str(int(number)): name for number, name in PEOPLES.items()}
PEOPLES |= {name.removesuffix("族"): name for name in PEOPLES.values()}
PEOPLES |= {name: name for name in set(PEOPLES.values())}

PROVINCES = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "台湾",
    "香港",
    "澳门",
]


def word(text: str) -> str:
    """A word as the tables here know it: without brackets, spaces and the code before it."""
    bare = _MARKS.sub("", plain(text))
    return _NUMBERED.sub("", bare) or bare


def root(text: str) -> str:
    """The word without the endings that offices add or leave out."""
    bare = word(text)
    return _ENDINGS.sub("", bare) or bare


def province_of(address: str) -> str:
    """The province an address begins with, if it names one."""
    bare = "".join(address.split()).removeprefix("中国")
    return next((name for name in PROVINCES if bare.startswith(name)), "")

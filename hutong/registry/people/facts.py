"""What a rule may know of a child, the parents and the household: the one vocabulary of facts.

A fact is known with a value or unknown; there are no defaults. Each names the paper that proves it
and who can supply that paper, so that a decision that is not yet settled can say whom to ask.
"""

from collections.abc import Mapping
from typing import Literal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Code, Fact, Kind, Sensitivity, Vocabulary


class Hukou(Code):
    """Where the child's household registration is."""

    CITY = "city", "本市家庭户", "a family registration in the city"
    INSTITUTION_COLLECTIVE = (
        "institution_collective",
        "福利机构集体户口",
        "the collective registration of an institution in the city",
    )
    ELSEWHERE = "elsewhere", "外省市户口", "registered outside the city"
    NONE = "none", "无户口", "not registered anywhere"


class CareSetting(Code):
    """Who raises the child from day to day."""

    FAMILY = "family", "家庭抚养（社会散居）", "in a family"
    INSTITUTION = "institution", "机构集中养育", "in a child welfare institution"
    FOSTER = "foster", "家庭寄养", "in a foster family"
    RESCUE_STATION = "rescue_station", "救助管理机构临时照料", "in a rescue station"
    OTHER = "other", "其他", "elsewhere"


class Origin(Code):
    """How the child came to public notice."""

    FAMILY = "family", "家庭", "from its family"
    FOUNDLING = "foundling", "弃婴（弃儿）", "a foundling"
    TRAFFICKED = "trafficked", "打拐解救", "rescued from trafficking"
    VAGRANT = "vagrant", "流浪乞讨、生活无着", "vagrant or destitute"


class GuardianIs(Code):
    """Who the child's guardian is."""

    PARENTS = "parents", "父母", "the parents"
    KIN = "kin", "其他亲属", "other kin"
    CIVIL_AFFAIRS = "civil_affairs", "民政部门", "the civil affairs department"
    OTHER = "other", "其他个人或组织", "another person or organisation"
    NOBODY = "nobody", "无人担任", "nobody"


# GB/T 26341: the first is the severest.
DISABILITY_LEVELS = {
    1: Text("一级", "level 1"),
    2: Text("二级", "level 2"),
    3: Text("三级", "level 3"),
    4: Text("四级", "level 4"),
}


class DisabilityKind(Code):
    """The kind of disability on the disability card."""

    NONE = "none", "无残疾", "no disability"
    SIGHT = "sight", "视力残疾", "sight"
    HEARING = "hearing", "听力残疾", "hearing"
    SPEECH = "speech", "言语残疾", "speech"
    LIMB = "limb", "肢体残疾", "limb"
    INTELLECTUAL = "intellectual", "智力残疾", "intellectual"
    MENTAL = "mental", "精神残疾", "mental"
    MULTIPLE = "multiple", "多重残疾", "multiple"


class Study(Code):
    """The kind of school the child attends full time."""

    NONE = "none", "不在学", "not in school"
    PRESCHOOL = "preschool", "学前教育", "preschool"
    COMPULSORY = "compulsory", "义务教育", "compulsory education"
    GENERAL_HIGH = "general_high", "普通高中", "general high school"
    SECONDARY_VOCATIONAL = "secondary_vocational", "中等职业学校", "secondary vocational school"
    HIGHER_VOCATIONAL = "higher_vocational", "高等职业学校", "higher vocational school"
    UNDERGRADUATE = "undergraduate", "普通本专科", "general college or undergraduate study"
    POSTGRADUATE = "postgraduate", "研究生", "postgraduate study"


class MedicalScheme(Code):
    """From which side the guardian takes help with hospital bills, where only one may be taken."""

    CHILD = "child", "困境儿童医疗保障", "the scheme for children in difficulty"
    ASSISTANCE = "assistance", "社会救助医疗救助", "medical aid of social assistance"


class Kindergarten(Code):
    """The kind of kindergarten the child attends."""

    NONE = "none", "未入园", "does not attend one"
    PUBLIC = "public", "公办幼儿园", "a public kindergarten"
    INCLUSIVE = "inclusive", "普惠性民办幼儿园", "an inclusive private kindergarten"
    OTHER = "other", "其他幼儿园", "another kindergarten"


class Identity(Code):
    """Whether it is known who the parent is."""

    KNOWN = "known", "身份已知", "known"
    NOT_ON_RECORD = "not_on_record", "未登记、身份不详", "not on record"
    CANNOT_BE_FOUND = "cannot_be_found", "查找不到", "cannot be found"


class Life(Code):
    """Whether the parent is alive."""

    ALIVE = "alive", "健在", "alive"
    DEAD = "dead", "自然死亡", "dead"
    DECLARED_DEAD = "declared_dead", "宣告死亡", "declared dead by a court"
    DECLARED_MISSING = "declared_missing", "宣告失踪", "declared missing by a court"


class Measure(Code):
    """The measure that takes the parent's liberty."""

    NONE = "none", "无", "none"
    PRISON = "prison", "服刑在押", "serving a sentence or in custody"
    DETOX = "detox", "强制隔离戒毒", "compulsory isolated drug treatment"
    OTHER_LIBERTY = (
        "other_liberty",
        "被执行其他限制人身自由的措施",
        "another measure restricting liberty",
    )


_POLICE = Text("公安机关（派出所）", "the police station")
_COURT = Text("人民法院", "the court")
_FEDERATION = Text("残疾人联合会", "the disabled persons' federation")
_HOSPITAL = Text("医疗机构", "the hospital")
_ASSISTANCE = Text("街道（乡镇）社会救助部门", "the street's social assistance office")
_STREET = Text("街道办事处（乡镇人民政府）", "the street office or township government")
_COMMITTEE = Text("村（居）民委员会", "the village or residents' committee")
_DISTRICT = Text("区民政部门", "the district civil affairs department")
_INSTITUTION = Text("儿童福利机构", "the child welfare institution")
_KINDERGARTEN = Text("幼儿园", "the kindergarten")
_SCHOOL = Text("学校", "the school")
_FAMILY = Text("监护人或实际照料人", "the guardian or actual carer")
_DETAINING = Text(
    "执行机关（监狱、看守所、强制隔离戒毒所）",
    "the authority that holds the parent (prison, detention house, treatment centre)",
)

child = Vocabulary(
    [
        Fact(
            "birth_date",
            Kind.DATE,
            Text("出生日期", "date of birth"),
            paper=Text(
                "户口簿、居民身份证或出生医学证明",
                "household register, identity card or birth record",
            ),
            supplier=_FAMILY,
        ),
        Fact(
            "deceased",
            Kind.YES_NO,
            Text("儿童已死亡", "the child has died"),
            paper=Text("死亡证明", "death certificate"),
            supplier=_POLICE,
        ),
        Fact(
            "hukou",
            Kind.CODE,
            Text("户口登记", "household registration"),
            paper=Text("户口簿", "household register"),
            supplier=_POLICE,
            codes=Hukou,
        ),
        Fact(
            "care_setting",
            Kind.CODE,
            Text("养育方式", "where the child is raised"),
            paper=Text("养育或安置记录", "record of care or placement"),
            supplier=_STREET,
            codes=CareSetting,
        ),
        Fact(
            "origin",
            Kind.CODE,
            Text("儿童来源", "how the child came to notice"),
            paper=Text(
                "入院登记、弃婴捡拾报案证明或打拐解救儿童临时照料通知书",
                "admission record, police finding certificate or temporary care notice",
            ),
            supplier=_POLICE,
            sensitivity=Sensitivity.SENSITIVE,
            codes=Origin,
        ),
        Fact(
            "birth_parents_found",
            Kind.YES_NO,
            Text("生父母能够查找到", "the birth parents can be found"),
            paper=Text(
                "公安机关出具的生父母查找情况证明",
                "police certificate on the search for the parents",
            ),
            supplier=_POLICE,
            sensitivity=Sensitivity.SENSITIVE,
        ),
        Fact(
            "guardian_is",
            Kind.CODE,
            Text("监护人", "the guardian"),
            paper=Text("监护关系证明", "proof of guardianship"),
            supplier=_COMMITTEE,
            codes=GuardianIs,
        ),
        Fact(
            "court_appointed_civil_affairs",
            Kind.YES_NO,
            Text(
                "人民法院指定民政部门担任监护人",
                "a court has appointed the civil affairs department as guardian",
            ),
            paper=Text("人民法院判决书", "court judgment"),
            supplier=_COURT,
        ),
        Fact(
            "other_guardian_raising",
            Kind.YES_NO,
            Text("有其他监护人抚养", "another guardian raises the child"),
            paper=Text("监护关系证明", "proof of guardianship"),
            supplier=_COMMITTEE,
        ),
        Fact(
            "nobody_caring",
            Kind.YES_NO,
            Text(
                "经区民政部门调查确无人照料",
                "the district's inquiry finds nobody caring for the child",
            ),
            paper=Text("区民政部门调查意见", "the district's inquiry report"),
            supplier=_DISTRICT,
        ),
        Fact(
            "circumstances_being_verified",
            Kind.YES_NO,
            Text(
                "父母情形尚在查验、暂未查清",
                "the parents' circumstances are still being verified",
            ),
            paper=Text("街道（乡镇）查验记录", "the street's verification record"),
            supplier=_STREET,
        ),
        Fact(
            "adopted",
            Kind.YES_NO,
            Text("已被收养（收养关系存续）", "adopted, and the adoption stands"),
            paper=Text("收养登记档案查询结果", "extract from the adoption register"),
            supplier=_DISTRICT,
            sensitivity=Sensitivity.SENSITIVE,
        ),
        Fact(
            "orphan_before_adoption",
            Kind.YES_NO,
            Text("收养前为孤儿", "was an orphan before the adoption"),
            paper=Text("儿童福利证或收养登记档案", "child welfare certificate or adoption file"),
            supplier=_DISTRICT,
            sensitivity=Sensitivity.SENSITIVE,
        ),
        Fact(
            "disability_kind",
            Kind.CODE,
            Text("残疾类别", "kind of disability"),
            paper=Text("残疾人证", "disability card"),
            supplier=_FEDERATION,
            sensitivity=Sensitivity.SENSITIVE,
            codes=DisabilityKind,
        ),
        Fact(
            "disability_level",
            Kind.NUMBER,
            Text("残疾等级", "level of disability"),
            paper=Text("残疾人证", "disability card"),
            supplier=_FEDERATION,
            sensitivity=Sensitivity.SENSITIVE,
            words=DISABILITY_LEVELS,
        ),
        Fact(
            "disability_includes_intellectual_or_mental_2",
            Kind.YES_NO,
            Text(
                "多重残疾中含二级智力、精神残疾",
                "the multiple disability includes a level 2 intellectual or mental one",
            ),
            paper=Text("残疾评定表", "disability assessment form"),
            supplier=_FEDERATION,
            sensitivity=Sensitivity.SENSITIVE,
        ),
        Fact(
            "major_disease",
            Kind.YES_NO,
            Text("患重大疾病", "has a major disease"),
            paper=Text("医疗机构诊断证明", "diagnosis by a hospital"),
            supplier=_HOSPITAL,
            sensitivity=Sensitivity.SENSITIVE,
        ),
        Fact(
            "hiv_infected",
            Kind.YES_NO,
            Text("艾滋病病毒感染", "is infected with HIV"),
            paper=Text("疾病预防控制机构确认报告", "confirmation by the disease control centre"),
            supplier=Text("疾病预防控制机构", "the disease control centre"),
            sensitivity=Sensitivity.STRICTEST,
        ),
        Fact(
            "study",
            Kind.CODE,
            Text("就读情况", "schooling"),
            paper=Text("在校就读证明", "proof of enrolment"),
            supplier=_SCHOOL,
            codes=Study,
        ),
        Fact(
            "kindergarten",
            Kind.CODE,
            Text("就读幼儿园", "kindergarten"),
            paper=Text("入园证明", "proof of entry into the kindergarten"),
            supplier=_KINDERGARTEN,
            codes=Kindergarten,
        ),
        Fact(
            "welfare_certificate",
            Kind.YES_NO,
            Text("持有儿童福利证", "holds the child welfare certificate"),
            paper=Text("儿童福利证", "child welfare certificate"),
            supplier=_DISTRICT,
        ),
        Fact(
            "student_aid_this_school_year",
            Kind.MONEY,
            Text("本学年已享受的其他教育资助", "other student aid of this school year"),
            paper=Text("学校出具的资助情况证明", "the school's statement of the aid it pays"),
            supplier=_SCHOOL,
        ),
        Fact(
            "medical_scheme",
            Kind.CODE,
            Text("监护人选择的医疗救助渠道", "medical aid the guardian has chosen"),
            paper=Text("监护人选择声明", "the guardian's declaration"),
            supplier=_FAMILY,
            codes=MedicalScheme,
        ),
        Fact(
            "rehabilitation_report",
            Kind.YES_NO,
            Text(
                "持有定点医疗机构的诊断报告（未满一年）",
                "has a designated hospital's report, less than a year old",
            ),
            paper=Text("定点医疗机构诊断报告", "report of a designated hospital"),
            supplier=_HOSPITAL,
            sensitivity=Sensitivity.SENSITIVE,
        ),
        Fact(
            "on_dibao",
            Kind.YES_NO,
            Text("本人享受最低生活保障", "the child is counted in a dibao household"),
            paper=Text("社会救助数据比对结果", "match with the social assistance register"),
            supplier=_ASSISTANCE,
        ),
        Fact(
            "own_dibao_amount",
            Kind.MONEY,
            Text(
                "本人每月低保金额（含分类救助）",
                "the child's own monthly dibao amount, category assistance included",
            ),
            paper=Text("低保金发放记录", "dibao payment record"),
            supplier=_ASSISTANCE,
        ),
        Fact(
            "on_tekun",
            Kind.YES_NO,
            Text("本人享受特困人员救助供养", "the child receives tekun support"),
            paper=Text("社会救助数据比对结果", "match with the social assistance register"),
            supplier=_ASSISTANCE,
        ),
        Fact(
            "own_tekun_amount",
            Kind.MONEY,
            Text(
                "本人每月特困供养（原农村五保）金额",
                "the child's own monthly tekun (formerly rural five-guarantee) amount",
            ),
            paper=Text("特困供养金发放记录", "tekun payment record"),
            supplier=_ASSISTANCE,
        ),
        Fact(
            "on_disabled_living_subsidy",
            Kind.YES_NO,
            Text("领取困难残疾人生活补贴", "draws the living subsidy for disabled persons"),
            paper=Text(
                "残疾人两项补贴数据比对结果", "match with the disability subsidies register"
            ),
            supplier=_FEDERATION,
        ),
        Fact(
            "has_means",
            Kind.YES_NO,
            Text("本人有生活来源", "the child has means of its own"),
            paper=Text("收入和财产核对报告", "report of the income and property check"),
            supplier=_ASSISTANCE,
        ),
        Fact(
            "supporter_able",
            Kind.YES_NO,
            Text(
                "有法定抚养义务人且有履行义务能力",
                "has a legal supporter who is able to support",
            ),
            paper=Text("法定义务人履行能力核查记录", "record on the ability of legal supporters"),
            supplier=_ASSISTANCE,
        ),
        Fact(
            "supports_self_by_work",
            Kind.YES_NO,
            Text("以自己的劳动收入为主要生活来源", "lives mainly on own labour income"),
            paper=Text("劳动合同或收入证明", "employment contract or proof of income"),
            supplier=_FAMILY,
        ),
        Fact(
            "left_home_on",
            Kind.DATE,
            Text("离家日期", "day the child left home"),
            paper=Text("走访记录", "visit record"),
            supplier=_COMMITTEE,
        ),
        Fact(
            "hukou_elsewhere_since",
            Kind.DATE,
            Text("户口迁出本市日期", "registered outside the city since"),
            paper=Text("户口迁移证", "hukou transfer paper"),
            supplier=_POLICE,
        ),
        Fact(
            "lives_outside_hukou_county_since",
            Kind.DATE,
            Text("离开户籍所在县（区）居住起始日", "lives outside the hukou county since"),
            paper=Text("居住登记或居住证", "residence registration or residence permit"),
            supplier=_POLICE,
        ),
        Fact(
            "moved_with_parent_or_guardian",
            Kind.YES_NO,
            Text("随父母或其他监护人流动", "moved together with a parent or guardian"),
            paper=Text("走访记录", "visit record"),
            supplier=_COMMITTEE,
        ),
        Fact(
            "committee_found_other_parent_unable",
            Kind.YES_NO,
            Text(
                "经村（居）民主评议，父母另一方确因其他情况无力抚养",
                "a committee meeting found the other parent unable for other circumstances",
            ),
            paper=Text(
                "村（居）民主评议书面证明和街道（乡镇）核实意见",
                "the meeting's written proof and the street's written verification",
            ),
            supplier=_COMMITTEE,
        ),
        Fact(
            "family_in_difficulty",
            Kind.YES_NO,
            Text("属困难家庭", "the family is in difficulty"),
            paper=Text("低保证、低收入家庭救助证等", "dibao or low-income certificate"),
            supplier=_ASSISTANCE,
        ),
    ]
)


def _of_a_parent(parent: Literal["father", "mother"], name: Text) -> Vocabulary:
    """The facts about one parent; both parents have the same."""

    def fact(  # noqa: PLR0917 - the columns of one table
        record: str,
        kind: Kind,
        label: Text,
        paper: Text,
        supplier: Text,
        sensitivity: Sensitivity = Sensitivity.SENSITIVE,
        codes: type[Code] | None = None,
        words: Mapping[int, Text] | None = None,
    ) -> Fact:
        return Fact(
            f"{parent}_{record}",
            kind,
            Text(label.zh.format(parent=name.zh), label.en.format(parent=name.en)),
            paper=paper,
            supplier=supplier,
            sensitivity=sensitivity,
            codes=codes,
            subject=parent,
            record=record,
            words=words or {},
        )

    yes_no, code, number, date = Kind.YES_NO, Kind.CODE, Kind.NUMBER, Kind.DATE
    register = Text("户口簿或出生医学证明", "household register or birth record")
    decision = Text(
        "判决书、羁押通知书或强制隔离戒毒决定书",
        "judgment, custody notice or treatment decision",
    )
    card = Text("残疾人证", "disability card")
    receipt = Text("《儿童失联父母查找情况回执单》", "police receipt on the search for the parent")
    judgment = Text("撤销监护人资格判决书", "judgment revoking guardianship")
    return Vocabulary(
        [
            fact(
                "identity",
                code,
                Text("{parent}身份", "identity of the {parent}"),
                register,
                _POLICE,
                codes=Identity,
            ),
            fact(
                "life",
                code,
                Text("{parent}生存状况", "whether the {parent} is alive"),
                Text(
                    "死亡证明、火化证明或宣告死亡、宣告失踪判决书",
                    "death certificate, cremation record or court declaration",
                ),
                _POLICE,
                codes=Life,
            ),
            fact(
                "disability_kind",
                code,
                Text("{parent}残疾类别", "the {parent}'s kind of disability"),
                card,
                _FEDERATION,
                codes=DisabilityKind,
            ),
            fact(
                "disability_level",
                number,
                Text("{parent}残疾等级", "the {parent}'s level of disability"),
                card,
                _FEDERATION,
                words=DISABILITY_LEVELS,
            ),
            fact(
                "major_disease",
                yes_no,
                Text(
                    "{parent}所患疾病在重大疾病救助范围内",
                    "the {parent}'s illness is on the list of major diseases",
                ),
                Text("医疗机构诊断证明", "diagnosis by a hospital"),
                _HOSPITAL,
            ),
            fact(
                "illness_ends_guardianship",
                yes_no,
                Text(
                    "{parent}因其他疾病丧失监护能力",
                    "another illness has taken the {parent}'s ability to be guardian",
                ),
                Text("医疗机构诊断证明和入户核查记录", "diagnosis and household visit record"),
                _HOSPITAL,
            ),
            fact(
                "measure",
                code,
                Text("{parent}被限制人身自由的措施", "measure restricting the {parent}'s liberty"),
                decision,
                _DETAINING,
                codes=Measure,
            ),
            fact(
                "measure_months",
                number,
                Text("{parent}措施期限（月）", "term of the {parent}'s measure in months"),
                decision,
                _DETAINING,
            ),
            fact(
                "measure_from",
                date,
                Text("{parent}措施起始日", "first day of the {parent}'s measure"),
                decision,
                _DETAINING,
            ),
            fact(
                "measure_months_left_at_application",
                number,
                Text(
                    "{parent}措施自申请之日起剩余期限（月）",
                    "months of the {parent}'s measure left on the day of application",
                ),
                decision,
                _DETAINING,
            ),
            fact(
                "out_of_contact",
                yes_no,
                Text("{parent}失联", "the {parent} is out of contact"),
                Text("走访记录", "visit record"),
                _COMMITTEE,
            ),
            fact(
                "performs_guardianship",
                yes_no,
                Text(
                    "{parent}履行监护、抚养责任",
                    "the {parent} performs guardianship and supports the child",
                ),
                Text("走访记录", "visit record"),
                _COMMITTEE,
            ),
            fact(
                "search_accepted_on",
                date,
                Text(
                    "公安机关受理查找{parent}之日",
                    "day the police accepted the search for the {parent}",
                ),
                Text("公安机关受理查找记录", "police record of the search request"),
                _POLICE,
            ),
            fact(
                "search_receipt",
                yes_no,
                Text(
                    "已取得{parent}的《儿童失联父母查找情况回执单》",
                    "the police receipt on the search for the {parent} is on file",
                ),
                receipt,
                _POLICE,
            ),
            fact(
                "lost_contact_certified",
                yes_no,
                Text(
                    "{parent}失联满六个月已经五方证明"
                    "（个人承诺、邻里证明、村居证实、乡镇查验、县级确认）",
                    "the {parent}'s six months out of contact are certified by promise, neighbours,"
                    " committee, street and county",
                ),
                Text("失联情况五方证明材料", "the five signatures on lost contact"),
                _DISTRICT,
            ),
            fact(
                "guardianship_revoked",
                yes_no,
                Text("{parent}被撤销监护资格", "the {parent}'s guardianship has been revoked"),
                judgment,
                _COURT,
            ),
            fact(
                "revocation_pending",
                yes_no,
                Text(
                    "已申请撤销{parent}监护资格、尚未判决",
                    "revocation of the {parent}'s guardianship has been applied for",
                ),
                Text("撤销监护人资格申请书或受理通知书", "application or notice of acceptance"),
                _COURT,
            ),
            fact(
                "expelled",
                yes_no,
                Text(
                    "{parent}被遣送（驱逐）出境且不抚养儿童",
                    "the {parent} has been expelled from China and does not support the child",
                ),
                Text("判决书或公安机关决定文书", "judgment or police document"),
                _POLICE,
            ),
            fact(
                "working_away",
                yes_no,
                Text("{parent}外出务工", "the {parent} works away from home"),
                Text("走访记录", "visit record"),
                _COMMITTEE,
                sensitivity=Sensitivity.NORMAL,
            ),
            fact(
                "able_to_guard",
                yes_no,
                Text("{parent}有监护能力", "the {parent} is able to be guardian"),
                Text("家庭监护能力评估报告或走访记录", "guardianship assessment or visit record"),
                _COMMITTEE,
            ),
        ]
    )


father = _of_a_parent("father", Text("父亲", "father"))
mother = _of_a_parent("mother", Text("母亲", "mother"))

household = Vocabulary(
    [
        Fact(
            "household_dibao",
            Kind.YES_NO,
            Text("家庭持有低保证", "the household holds the dibao certificate"),
            paper=Text("低保证", "dibao certificate"),
            supplier=_ASSISTANCE,
            subject="household",
            record="dibao",
        ),
        Fact(
            "household_low_income",
            Kind.YES_NO,
            Text("家庭持有低收入家庭救助证", "the household holds the low-income certificate"),
            paper=Text("低收入家庭救助证", "low-income certificate"),
            supplier=_ASSISTANCE,
            subject="household",
            record="low_income",
        ),
    ]
)

VOCABULARY = Vocabulary([*child, *father, *mother, *household])

"""One of each letter and form, about 林小满 and her family."""

from datetime import date
from decimal import Decimal

from hutong.foundation.documents.letters import (
    Account,
    AccountChanged,
    AccountShown,
    Agreement,
    Application,
    Approval,
    Awarded,
    Basis,
    Box,
    Cell,
    Certificate,
    Child,
    ChildOnForm,
    Clause,
    Confirmation,
    Declined,
    Filing,
    Found,
    Granted,
    Guardian,
    HandedLine,
    HandOverList,
    MissingPaper,
    Office,
    OpinionOf,
    Overpaid,
    Papers,
    Parent,
    Party,
    PersonalForm,
    Reason,
    Receipt,
    Recovery,
    Remedy,
    Section,
    Signed,
    Stopped,
    SumLine,
)
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.months import Month

STREET = Office("北京市昌平区回龙观街道办事处")
NOTICE = "关于加强本市事实无人抚养儿童保障工作的通知（示例）"
LAW = Citation("京社委儿福发〔2019〕36号")
RATES = Citation("京民发〔2026〕2号")
XIAOMAN = Child("林小满", id_number="119901201705210222", child_no="BJ2026000123")
ON = date(2026, 3, 9)
ENQUIRIES = ("联系人：高岚　　电话：010-00000000",)
REMEDIES = (
    Remedy(
        "（示例）对本决定不服的，可以在收到本决定书之日起六十日内申请行政复议。", Basis(LAW["示例"])
    ),
    Remedy("（示例）也可以在六个月内向人民法院提起行政诉讼。"),
)


def about(letter, **details):
    """A letter of the street to the grandmother."""
    return letter(
        **{
            "office": STREET,
            "recipient": "周桂兰",
            "child": XIAOMAN,
            "on": ON,
            "number": "回街民受〔2026〕17号",
            "enquiries": ENQUIRIES,
        }
        | details
    )


def receipt(**details):
    return about(
        Receipt,
        **{
            "matter": "事实无人抚养儿童生活费",
            "applied_on": date(2026, 3, 2),
            "accepted_on": date(2026, 3, 3),
            "limit": "5 个工作日",
            "due_on": date(2026, 3, 10),
            "basis": Basis(LAW["四（二）"], NOTICE),
            "papers": ("申请表", "户口簿复印件", "父亲的刑事判决书（京9901刑初218号）"),
        }
        | details,
    )


def papers(**details):
    return about(
        Papers,
        **{
            "matter": "事实无人抚养儿童生活费",
            "applied_on": date(2026, 3, 2),
            "basis": Basis(LAW["四（二）"], NOTICE),
            "due_on": date(2026, 3, 20),
            "missing": (
                MissingPaper("母亲失联的查找证明", "公安机关（派出所）", "须写明受理查找的日期"),
                MissingPaper("监护关系证明", "龙泽苑社区居民委员会"),
                MissingPaper("儿童本人银行账户", "监护人", "须为儿童本人开户的“民政一卡通”"),
            ),
            "further": ("自己取不到的材料，可以告诉本机关，由本机关协助查询。",),
        }
        | details,
    )


def granted(**details):
    return about(
        Granted,
        **{
            "number": "回街民确〔2026〕9号",
            "matter": "事实无人抚养儿童生活费",
            "applied_on": date(2026, 3, 2),
            "category": "事实无人抚养儿童",
            "benefit": "困境儿童生活费",
            "findings": (
                Reason("林小满具有本市户籍，未满十八周岁。", Basis(LAW["一"])),
                Reason("父亲林建国自2025年11月1日起在监狱服刑，刑期六个月以上。", Basis(LAW["一"])),
                Reason("母亲何婷经公安机关查找六个月以上下落不明。", Basis(LAW["一"])),
            ),
            "first_month": Month(2026, 4),
            "monthly": Decimal("1987.50"),
            "basis": Basis(LAW["四（二）"], NOTICE),
            "sum": (
                SumLine("生活费标准", Decimal(2850), Basis(RATES["二"])),
                SumLine("减：本人享受的低保金", Decimal("-862.50"), Basis(LAW["二（一）"])),
                SumLine("每月发放", Decimal("1987.50")),
            ),
            "account": "儿童本人的民政一卡通账户（尾号 1234）",
            "duties": ("情形发生变化的，请在一个月内告诉社区或本机关。本机关每半年复查一次。",),
            "remedies": REMEDIES,
        }
        | details,
    )


def declined(**details):
    return about(
        Declined,
        **{
            "number": "回街民否〔2026〕3号",
            "matter": "事实无人抚养儿童生活费",
            "applied_on": date(2026, 3, 2),
            "reasons": (
                Reason("母亲何婷在世，没有规定所列的任何一种情形。", Basis(LAW["一"], NOTICE)),
                Reason("儿童不具有本市户籍。", Basis(LAW["一"])),
            ),
            "again": "情形发生变化的，可以随时重新申请。",
            "remedies": REMEDIES,
        }
        | details,
    )


def stopped(**details):
    return about(
        Stopped,
        **{
            "number": "回街民停〔2026〕2号",
            "benefit": "困境儿童生活费",
            "first_unpaid_month": Month(2026, 4),
            "reasons": (
                Reason("父亲林建国已刑满释放并恢复抚养。", Basis(LAW["四（四）"], NOTICE)),
            ),
            "again": "情形再次发生的，可以重新申请。",
            "remedies": REMEDIES,
        }
        | details,
    )


def recovery(**details):
    return about(
        Recovery,
        **{
            "number": "回街民追〔2026〕1号",
            "benefit": "困境儿童生活费",
            "months": tuple(
                Overpaid(
                    Month(2025, 10) + ahead,
                    Decimal(2850),
                    Decimal("862.50") * (ahead > 0),
                    "未扣除本人低保金" if ahead else "父亲已恢复抚养",
                )
                for ahead in range(5)
            ),
            "basis": Basis(LAW["五（三）"], NOTICE),
            "how": ("请退回至：户名 北京市昌平区财政局（示例），账号 0000 0000 0000 0000 000。",),
            "due_on": date(2026, 4, 9),
            "remedies": REMEDIES,
        }
        | details,
    )


CHILD = ChildOnForm(
    name="林小满",
    sex="女",
    birth_date=date(2017, 5, 21),
    ethnic_group="汉族",
    id_number="119901201705210222",
    child_no="BJ2026000123",
    registered_at="北京市昌平区回龙观街道龙泽苑社区",
    lives_at="北京市昌平区回龙观街道龙泽苑社区百果园6号院2号楼1单元302",
    health="健康",
    study="小学三年级，回龙观第二小学（示例）",
    receives="最低生活保障（本人 862.50元/月）",
)
CARD = Account(holder="林小满", bank="北京银行回龙观支行（示例）", number="6214000000000000000")


def application(**details):
    return Application(
        **{
            "on": date(2026, 3, 2),
            "number": "回街民申〔2026〕17号",
            "child": CHILD,
            "parents": (
                Parent(
                    relation="父亲",
                    name="林建国",
                    id_number="119901198802030013",
                    circumstances="服刑在押，2025年11月1日起",
                    proof="刑事判决书，京9901刑初218号",
                ),
                Parent(
                    relation="母亲",
                    name="何婷",
                    circumstances="失联，2025年8月10日公安受理查找",
                    proof="",
                ),
            ),
            "guardian": Guardian(
                name="周桂兰",
                relation="祖母",
                id_number="119901195502040024",
                phone="138 0000 0000",
                lives_at="同儿童现住址",
            ),
            "account": CARD,
            "papers": ("户口簿复印件", "刑事判决书", "儿童本人银行账户"),
            "consent": (
                "以上内容和所附材料真实、完整。本人同意民政部门为办理本申请，向有关部门核对儿童及其父母、监护人的相关信息。",
                "情形发生变化时，本人将及时告知社区或街道。",
            ),
            "applicant_relation": "祖母",
            "opinions": (
                OpinionOf(heading="社区意见", office="龙泽苑社区居民委员会"),
                OpinionOf(heading="街道查验", office="回龙观街道办事处"),
                OpinionOf(heading="确认意见", office="回龙观街道办事处"),
            ),
        }
        | details
    )


def approval(**details):
    return Approval(
        **{
            "title": "事实无人抚养儿童基本生活补贴审批表",
            "on": ON,
            "number": "回街民确〔2026〕9号",
            "child": CHILD,
            "applicant": "周桂兰",
            "applicant_relation": "祖母",
            "applied_on": date(2026, 3, 2),
            "accepted_on": date(2026, 3, 3),
            "category": "事实无人抚养儿童",
            "benefit": "困境儿童生活费",
            "findings": (
                Found(condition="本市户籍", result="符合：户籍地在本街道", basis=Basis(LAW["一"])),
                Found(
                    condition="父母双方均在规定的情形中",
                    result="符合：父亲服刑在押，母亲失联六个月以上",
                    basis=Basis(LAW["一"]),
                ),
                Found(condition="未满十八周岁", result="符合：8周岁", basis=Basis(LAW["一"])),
            ),
            "sum": (
                SumLine("生活费标准", Decimal(2850), Basis(RATES["二"])),
                SumLine("减：本人享受的低保金", Decimal("-862.50"), Basis(LAW["二（一）"])),
            ),
            "monthly": Decimal("1987.50"),
            "first_month": Month(2026, 4),
            "account": CARD,
            "notice": "为保护儿童隐私，不公示。",
            "opinions": (
                OpinionOf(
                    heading="社区意见",
                    office="龙泽苑社区居民委员会",
                    words="经入户了解，情况属实。",
                    by="陈秀英",
                    on=date(2026, 3, 4),
                ),
                OpinionOf(
                    heading="街道意见",
                    office="回龙观街道办事处",
                    words="经查验，符合条件，拟确认为事实无人抚养儿童，自2026年4月起每月发放1,987.50元。",
                    by="高岚",
                    responsible="贾敏",
                    on=ON,
                ),
                OpinionOf(heading="区级意见", office="昌平区民政局"),
            ),
        }
        | details
    )


def handover(**details):
    return HandOverList(
        **{
            "on": ON,
            "place": "昌平区回龙观街道",
            "post": "儿童督导员",
            "giver": "钱进",
            "taker": "王芳",
            "taker_post": "昌平区回龙观街道儿童督导员",
            "last_day": date(2026, 3, 10),
            "lines": (
                HandedLine(
                    number=1,
                    child="林小满",
                    child_no="BJ2026000123",
                    matter="事实无人抚养儿童基本生活补贴",
                    case="2026-0000017",
                    state="已受理",
                    since="2026-03-02",
                    due="2026-03-06",
                    late=True,
                    refused="案卷缺出生证明原件",
                ),
                HandedLine(number=2, child="赵一诺", child_no="BJ2026000124"),
            ),
            "signatures": (
                Signed(side="移交人", name="沈立", on=ON, instead="本人住院"),
                Signed(side="接收人", name=""),
            ),
            "children": 2,
            "digest": "0" * 64,
        }
        | details
    )


def awarded(**details):
    return about(
        Awarded,
        **{
            "matter": "教育资助",
            "applied_on": date(2026, 3, 2),
            "benefit": "困境儿童就学补贴",
            "basis": Basis(LAW["示例"]),
            "every": "每学年",
            "amount": Decimal(5000),
            "first_month": Month(2026, 9),
            "paid": "（示例）每学年开学后一次发放。",
            "account": "林小满在北京银行的账户（尾号 0000）",
            "sum": (SumLine("学费", Decimal(5000), Basis(LAW["示例"])),),
            "remedies": REMEDIES,
        }
        | details,
    )


def account_changed(**details):
    return about(
        AccountChanged,
        **{
            "first_day": date(2026, 3, 24),
            "in_use": False,
            "waiting_days": 15,
            "accounts": (AccountShown("新账户", "周桂兰", "农业银行", "1234"),),
            "if_not_asked": ("（示例）不是本人申请的，请立即告知。",),
            "until_now": True,
            "basis": Basis(LAW["示例"]),
        }
        | details,
    )


GRANDMOTHER = Guardian(
    name="周桂兰", relation="祖母", id_number="119901195502040024", phone="138 0000 0000"
)
CLAUSES = (
    Clause(
        "生活和安全",
        ("（示例）保障儿童的饮食、居住和安全。", "（示例）听取儿童的意见。"),
        (LAW["16"], LAW["19"]),
    ),
    Clause("就学", ("（示例）保障儿童完成义务教育。",)),
)


def agreement(**details):
    return Agreement(
        **{
            "on": ON,
            "title": "养育监护协议",
            "number": "2026-0000017",
            "child": CHILD,
            "parties": (
                Party(side="甲方", standing="街道", name="回龙观街道办事处", office=True),
                Party(
                    side="乙方",
                    standing="监护人",
                    name="周桂兰",
                    relation="祖母",
                    id_number="119901195502040024",
                ),
            ),
            "purpose": "（示例）双方约定如下。",
            "clauses": CLAUSES,
            "open_terms": (("委托期限自", "止"), ("其他约定", "")),
            "witnesses": ("见证：居（村）民委员会（盖章）",),
            "copies": "本协议一式三份。",
        }
        | details
    )


def confirmation(**details):
    return Confirmation(
        **{
            "on": ON,
            "title": "监护人确认书",
            "number": "2026-0000017",
            "child": CHILD,
            "guardian": GRANDMOTHER,
            "grounds": ("祖父母、外祖父母", "兄、姐"),
            "declares": CLAUSES,
            "opinions": (
                OpinionOf(heading="居村证明", office="龙泽苑社区居民委员会"),
                OpinionOf(heading="街道意见", office="回龙观街道办事处"),
            ),
        }
        | details
    )


def filing(**details):
    return Filing(
        **{
            "on": ON,
            "title": "委托照护备案表",
            "number": "BJ2026000123",
            "child": CHILD,
            "parents": (
                Party(side="甲方", standing="委托人", name="林建国", relation="父亲"),
                Party(side="甲方", standing="委托人", relation="母亲"),
            ),
            "carer": Party(side="乙方", standing="受托人", name="周桂兰", relation="祖母"),
            "reasons": ("父母双方同时外出", "其他正当理由："),
            "barred": ("有吸毒、酗酒、赌博等恶习",),
            "basis": Basis(LAW["示例"]),
            "opinions": (OpinionOf(heading="居村意见", office="龙泽苑社区居民委员会"),),
        }
        | details
    )


def certificate(**details):
    return Certificate(
        **{
            "on": ON,
            "title": "儿童福利证",
            "number": "(京)昌0001",
            "child": CHILD,
            "category": "孤儿",
            "benefit": "孤儿基本生活费",
            "first_month": Month(2026, 4),
            "guardian": GRANDMOTHER,
            "office": Office("昌平区民政局"),
            "basis": Basis(LAW["示例"]),
            "notes": ("（示例）本证不得转借。",),
        }
        | details
    )


def personal(**details):
    return PersonalForm(
        **{
            "on": ON,
            "title": "困境儿童个人登记表",
            "number": "BJ2026000123",
            "child": CHILD,
            "photo": True,
            "sections": (
                Section(
                    "监护情况",
                    (
                        (Cell("监护", boxes=(Box("A 良好"), Box("C 未监护", ticked=True))),),
                        (Cell("户主", "周桂兰"), Cell("与儿童关系", "祖母")),
                        (Cell("困难", room=2),),
                    ),
                ),
            ),
            "signatures": ("填报人", "审核人"),
            "legend": ("（示例）未勾选的由填报人填写。",),
        }
        | details
    )


ALL = (
    receipt,
    papers,
    granted,
    declined,
    stopped,
    recovery,
    application,
    approval,
    handover,
    agreement,
    confirmation,
    filing,
    certificate,
    personal,
    awarded,
    account_changed,
)

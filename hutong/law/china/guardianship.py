"""What a guardian owes a child and who may be entrusted with one, as agreements say it."""

from typing import Final

from hutong.foundation.documents.letters import Basis, Clause
from hutong.foundation.kernel.law import Citation

MINORS: Final = Citation("未成年人保护法")
CIVIL_CODE: Final = Citation("民法典")
INTERPRETATION: Final = Citation("法释〔2022〕6号")


CARE: Final = Clause(
    "生活和安全",
    (
        (
            "保障儿童的饮食、衣着、居住、就医和安全，不让未满八周岁或者需要特别照顾的儿童处于无人看护状态，"
            "不让未满十六周岁的儿童脱离监护单独生活。"
        ),
        "关注儿童的身体、心理和情感需要；作出与儿童权益有关的决定前，按照年龄和智力发展状况听取儿童的意见。",
        "发现儿童身心受到侵害、疑似受到侵害或者面临危险的，立即采取保护措施，并向公安、民政、教育等部门报告。",
    ),
    (MINORS["16"], MINORS["19"], MINORS["20"], MINORS["21"]),
)
SCHOOLING: Final = Clause(
    "就学",
    ("保障适龄儿童依法接受并完成义务教育，不放任儿童失学、辍学。",),
    (MINORS["16"], MINORS["17"]),
)
FORBIDDEN: Final = Clause(
    "不得有的行为",
    (
        "不得虐待、遗弃、非法送养儿童或者对儿童实施家庭暴力。",
        "不得违法处分、侵吞儿童的财产或者利用儿童牟取不正当利益。",
    ),
    (MINORS["17"],),
)
PROPERTY: Final = Clause(
    "生活费和财产",
    (
        "发给儿童的生活费和其他补贴归儿童所有，只用于儿童的生活、医疗、康复和就学。",
        "妥善管理儿童的财产；除为维护儿童利益外，不处分儿童的财产。",
    ),
    (MINORS["16"], CIVIL_CODE["35"]),
)
GUARDIANS_DUTIES: Final = (CARE, SCHOOLING, PROPERTY, FORBIDDEN)

# Between a street and the guardian of an orphan.
REARING: Final = (
    *GUARDIANS_DUTIES,
    Clause(
        "告知",
        (
            (
                "乙方在儿童的住址、就学、健康、监护或者领取的其他保障发生变化时，及时告知居（村）民委员会"
                "或者甲方。"
            ),
            "甲方和居（村）民委员会的工作人员入户看望、核实情况时，乙方予以配合。",
        ),
    ),
    Clause(
        "甲方的责任",
        (
            "按照规定确认并按时发放儿童的生活费，告知乙方标准和调整情况。",
            "定期看望儿童，了解养育、就学和健康情况；有困难的，帮助申请医疗、康复、教育等保障。",
            "不把儿童的姓名、住址、照片和处境公开或者告知与办理无关的人。",
        ),
    ),
    Clause(
        "变更和终止",
        (
            "乙方因健康、服刑、失联等原因不能继续履行监护职责的，及时告知甲方，由甲方协助依法另行确定监护人。",
            (
                "乙方实施严重损害儿童身心健康的行为，或者怠于履行监护职责导致儿童处于危困状态的，"
                "甲方依法向人民法院申请撤销其监护人资格。"
            ),
            "儿童成年、被收养、监护人变更或者死亡的，本协议终止。",
        ),
        (CIVIL_CODE["36"], CIVIL_CODE["39"]),
    ),
)
REARING_OPEN: Final = (("双方另行约定的事项", ""), ("本协议自", "起生效"))

# Between a parent who is away and whoever cares for the child meanwhile.
ENTRUSTED_CARE: Final = (
    Clause(
        "委托的性质",
        (
            "甲方委托乙方代为照护儿童。乙方不因本协议成为监护人，甲方的监护责任不因委托而免除。",
            "无正当理由的，甲方不得委托他人代为照护。",
        ),
        (MINORS["22"], INTERPRETATION["13"]),
    ),
    Clause(
        "甲方的责任",
        (
            "与儿童和乙方至少每周联系和交流一次，了解儿童的生活、学习、心理等情况，给予亲情关爱。",
            (
                "及时将委托照护情况书面告知儿童所在学校、幼儿园和实际居住地的居（村）民委员会，"
                "联系方式变化时及时告知。"
            ),
            "接到乙方、居（村）民委员会、学校、幼儿园等关于儿童心理、行为异常的通知后，及时采取干预措施。",
            "按照约定承担儿童的生活、教育和医疗费用。",
        ),
        (MINORS["23"],),
    ),
    Clause(
        "乙方的责任",
        CARE.items,
        CARE.basis,
    ),
    SCHOOLING,
    FORBIDDEN,
    Clause(
        "监督和终止",
        (
            (
                "居（村）民委员会协助有关部门监督委托照护情况；发现乙方缺乏照护能力、怠于履行照护职责的，"
                "及时报告，并告知甲方。"
            ),
            "乙方不能继续照护的，提前告知甲方；甲方接回儿童或者另行委托之前，乙方继续照护。",
            "委托期限届满、甲方恢复自行照护或者双方同意的，委托终止。",
        ),
        (MINORS["43"],),
    ),
)
ENTRUSTED_CARE_OPEN: Final = (
    ("委托期限自", "止"),
    ("甲方的外出地点、单位和电话", ""),
    ("费用的数额和支付方式", ""),
    ("就医的约定（紧急时乙方先行送医，并立即告知甲方）", ""),
)
ENTRUSTED_CARE_REASONS: Final = (
    "父母双方同时外出",
    "一方外出，另一方无监护能力",
    "双方均无监护能力",
    "其他正当理由：",
)
# Who may not be entrusted, art. 22.
BARRED: Final = (
    "曾实施性侵害、虐待、遗弃、拐卖、暴力伤害等违法犯罪行为",
    "有吸毒、酗酒、赌博等恶习",
    "曾拒不履行或者长期怠于履行监护、照护职责",
    "其他不适宜担任被委托人的情形",
)
BARRED_BY: Final = Basis(MINORS["22"], "中华人民共和国未成年人保护法")

# On which ground somebody other than a parent is the guardian, in the order of the Code.
GROUNDS: Final = (
    "祖父母、外祖父母（民法典第二十七条）",
    "兄、姐（民法典第二十七条）",
    "其他愿意担任监护人的个人或者组织，经居（村）民委员会或者民政部门同意（民法典第二十七条）",
    "父母以遗嘱指定（民法典第二十九条）",
    "居（村）民委员会、民政部门或者人民法院指定，文书号：　　　　　　　　（民法典第三十一条）",
)

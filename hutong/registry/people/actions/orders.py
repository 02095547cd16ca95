"""Keeping somebody from a child: the order, its end, and who on the staff belongs to whom."""

from datetime import date

from django.db import transaction

from hutong.foundation.access import Officer
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.kernel import identity
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people._rights import refuse_strangers
from hutong.registry.people.models import Adult, Child, NoContactOrder, Tie


class NotSoOrdered(Refused):
    """What was said of an order cannot be."""


class NotSoTied(Refused):
    """What was declared of a tie cannot be, or is not for this post to declare."""


@transaction.atomic
def record_order(
    *,
    child: Child,
    against: Adult,
    court: str,
    number: str,
    since: date,
    until: date | None = None,
    by: Officer,
    on: date,
) -> NoContactOrder:
    """Keep a person from a child by a court's order (反家庭暴力法 第29条).

    From the next statement on, the child's file is not there for staff tied to that person, and no
    sheet tells where the child is. `until` is the first day on which the order no longer binds.
    """
    refuse_strangers(child, by)
    faults = []
    if not may(by.role, Kind.ORDER, Act.CREATE):
        faults.append(_not_theirs(by))
    if not court.strip():
        faults.append(Finding(Text("请写明作出命令的法院。", "Name the court."), field="court"))
    if not number.strip():
        faults.append(Finding(Text("请写明文书编号。", "Give its number."), field="number"))
    if until is not None and until <= since:
        faults.append(
            Finding(Text("至少要有一天有效。", "It binds at least a day."), field="until")
        )
    if not against.id_number:
        faults.append(
            Finding(
                Text(
                    "先登记此人的身份证号：系统凭它找出与其有关系的工作人员。",
                    "Record that person's identity number first: by it the staff tied to them are"
                    " found.",
                ),
                field="against",
            )
        )
    standing = NoContactOrder.objects.filter(child=child, adult=against, lifted_on__isnull=True)
    if standing.exists():
        faults.append(
            Finding(
                Text("已有一份针对此人的命令在执行。", "An order against that person stands."),
                field="against",
            )
        )
    if faults:
        raise NotSoOrdered(*faults)
    order = NoContactOrder.objects.create(
        child=child,
        adult=against,
        court=court.strip(),
        number=number.strip(),
        since=since,
        until=until,
        recorded_by_id=by.account_id,
        recorded_on=on,
    )
    child.sheltered = True
    return order


@transaction.atomic
def lift_order(*, order: NoContactOrder, because: str, by: Officer, on: date) -> NoContactOrder:
    """End an order that has run out or was taken back; until somebody does, it goes on hiding."""
    refuse_strangers(order.child, by)
    if not may(by.role, Kind.ORDER, Act.CHANGE):
        raise NotSoOrdered(_not_theirs(by))
    if order.lifted_on is not None:
        raise NotSoOrdered(Finding(Text("这份命令已经解除。", "The order is lifted already.")))
    if not because.strip():
        raise NotSoOrdered(
            Finding(Text("请写明为什么解除。", "Say why it is lifted."), field="because")
        )
    order.lifted_on, order.lifted_by_id = on, by.account_id
    order.lifted_because = because.strip()
    order.save(update_fields=["lifted_on", "lifted_by", "lifted_because"])
    return order


@transaction.atomic
def declare_tie(
    *, account: Account, name: str, id_number: str, relation: str, by: Officer, on: date
) -> Tie:
    """Declare that somebody on the staff belongs to a person; themselves, or their office for them.

    Nobody learns by it whether that person is known here.
    """
    _refuse_others(account, by)
    faults = []
    if not name.strip():
        faults.append(Finding(Text("请写姓名。", "Give the name."), field="name"))
    if not relation.strip():
        faults.append(Finding(Text("请写是什么关系。", "Say what they are."), field="relation"))
    read = ""
    try:
        read = str(identity.read_id_number(id_number))
    except Refused as refusal:
        faults += [Finding(one.sentence, field="id_number") for one in refusal.findings]
    if read and Tie.objects.filter(account=account, id_number=read, ended_on=None).exists():
        faults.append(Finding(Text("已经申报过。", "It is declared already."), field="id_number"))
    if faults:
        raise NotSoTied(*faults)
    return Tie.objects.create(
        account=account,
        name=name.strip(),
        id_number=read,
        relation=relation.strip(),
        declared_by_id=by.account_id,
        declared_on=on,
    )


@transaction.atomic
def end_tie(*, tie: Tie, by: Officer, on: date) -> Tie:
    """End a tie; nobody ends their own."""
    _refuse_others(tie.account, by)
    if tie.account_id == by.account_id:
        raise NotSoTied(
            Finding(
                Text(
                    "自己申报的关系由区、市民政部门核实后终止，不能自己终止。",
                    "One's own tie is ended by the civil affairs office, once it has looked.",
                )
            )
        )
    if tie.ended_on is not None:
        raise NotSoTied(Finding(Text("已经终止。", "It has ended already.")))
    tie.ended_on, tie.ended_by_id = on, by.account_id
    tie.save(update_fields=["ended_on", "ended_by"])
    return tie


def _refuse_others(account: Account, by: Officer) -> None:
    if account.pk == by.account_id:
        return
    held = Posting.objects.filter(account=account).values_list("place_id", flat=True)
    if may(by.role, Kind.ORDER, Act.CREATE) and any(by.answers_for(place) for place in held):
        return
    raise NotSoTied(
        Finding(
            Text(
                "回避关系由本人或所在地的区、市民政部门申报。",
                "A tie is declared by the person or by the civil affairs office of the area.",
            )
        )
    )


def _not_theirs(by: Officer) -> Finding:
    return Finding(
        Text(
            "禁止接触的命令由区、市民政部门登记；您现在的岗位是{zh}。",
            "Orders are recorded by the district and city offices. Your post is {en}.",
        ).filled(zh=by.title.zh, en=by.title.en)
    )

"""What happens with the accounts of a story's children, through the verbs."""

from hutong.foundation.access import acting
from hutong.foundation.documents import actions as documents
from hutong.law.beijing.papers import BANK_CARD, HOLDERS_ID
from hutong.programmes.benefits import actions as benefits
from tests.foundation.documents import files

OWN = {"relation": "本人", "bank": "北京农商银行", "holder_kind": "own"}
GRANDMOTHER = {
    "holder": "周桂兰",
    "holder_kind": "guardian",
    "relation": "祖母",
    "bank": "北京银行",
    "number": "6222020000000001",
    "why": "原卡丢失，改由监护人代领",
}


def first_account(child, by, number, since, **more):
    with acting(by):
        return benefits.set_payee_account(
            child=child,
            **{**OWN, "holder": child.name, "number": number, "since": since}
            | {"by": by, "on": since}
            | more,
        )


def card_and_identity(child, by, on):
    """The two papers without which nobody approves a change."""
    with acting(by):
        return [
            documents.keep_paper(
                file=child.pk,
                kind=kind,
                content=files.scan(pages=pages),
                file_name=f"{kind.label.zh}.pdf",
                by=by,
                on=on,
            )
            for pages, kind in ((1, BANK_CARD), (2, HOLDERS_ID))
        ]


def propose(child, by, on, *, papers=True, **account):
    if papers:
        card_and_identity(child, by, on)
    with acting(by):
        return benefits.propose_account_change(
            child=child, **GRANDMOTHER | account | {"by": by, "on": on}
        )


def approve(change, by, on, **more):
    with acting(by):
        return benefits.approve_account_change(change=change, by=by, on=on, **more)

"""Asking pages and operations as somebody signed in, with a child's own keys in the address."""

import re
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from hutong.casework.actions.ringing import the_clock
from hutong.casework.models import Case, Letter
from hutong.foundation.access import acting
from hutong.foundation.access.models import Glass
from hutong.foundation.documents.models import Paper
from hutong.foundation.history.models import Alert
from hutong.foundation.places.queries import city
from hutong.programmes.benefits.models import Entitlement, PayeeAccount, Round
from hutong.registry.people.models import Child, FactRecord, NoContactOrder
from hutong.trust.addresses import Address
from hutong.trust.ground import taken_back
from hutong.trust.standing import Standing

NOBODY = UUID(int=7)
FAULTY, FAILED = 422, 500
# What stands in an address for a word of the law.
WORDS = {
    "procedure": "de-facto-allowance",
    "name": "entrusted-care-agreement",
    "source": "papers",
    "kind": "residence",
    "key": "nothing",
    "act": "check",
    "step": "accept",
}
CODES = {
    "policy_class": "orphan",
    "policy_figure": "orphan-rate",
    "procedure": "de-facto-allowance",
}
NUMBERED = {"number": "1"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered: whether it names the child, and tells what is kept back."""

    FORBIDDEN: ClassVar[int] = 403
    NOT_FOUND: ClassVar[int] = 404
    NOT_SO: ClassVar[int] = 405  # nothing is looked up for a method that a page does not take

    status: int
    about_the_child: bool
    names: bool
    tells: bool
    like_nobody: bool = False

    @property
    def failed(self) -> bool:
        """Whether the server broke."""
        return self.status >= FAILED

    @property
    def found(self) -> bool:
        """Whether there was something to be asked."""
        return self.status not in {self.NOT_FOUND, self.NOT_SO}

    @property
    def hides(self) -> bool:
        """Whether the child is as good as not there."""
        if self.about_the_child:
            return self.like_nobody or self.status in {self.NOT_FOUND, self.NOT_SO}
        return not self.names

    def __str__(self) -> str:
        told = [str(self.status)]
        told += ["naming the child"] if self.names else []
        told += ["telling what is kept back"] if self.tells else []
        return ", ".join(told)


class Browser:
    """Somebody's browser, and the keys of what belongs to the child they ask about."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.client = Client(
            raise_request_exception=False,
            headers={"accept-language": "zh-CN"},
            SERVER_NAME="localhost",
        )
        self.client.force_login(standing.account)
        with acting(standing.officer):
            alert = Alert.objects.filter(seen_on__isnull=True).first()
            others = Glass.objects.filter(reviewed_on__isnull=True)
            glass = others.exclude(account=standing.account).first()
        watched = {
            "alert": alert.pk if alert else NOBODY,
            "glass": glass.pk if glass else NOBODY,
        }
        with acting(the_clock(city())):
            self._learn(Child.objects.get(pk=standing.child))
        self.keys |= watched

    def _learn(self, child: Child) -> None:
        """What the child has, as somebody sees it who sees everything."""
        open_first = Case.objects.filter(child=child).order_by("-closed_on", "pk")
        case = open_first.first()
        letter = Letter.objects.filter(case__child=child).first()
        paper = Paper.objects.filter(file=child.pk, withdrawn_on__isnull=True).first()
        record = FactRecord.objects.standing().filter(child=child).first()
        grant = Entitlement.objects.filter(child=child).first()
        account = PayeeAccount.objects.filter(child=child).first()
        made = Round.objects.order_by("-made_on").first()
        self.place = child.residence_id or 0
        self.benefit = grant.benefit if grant else "living-allowance-de-facto"
        self.keys = {
            "child": child.pk,
            "case": case.pk if case else NOBODY,
            "letter": letter.pk if letter else NOBODY,
            "paper": paper.pk if paper else NOBODY,
            "record": record.pk if record else NOBODY,
            "grant": grant.pk if grant else NOBODY,
            "round": made.pk if made else NOBODY,
            "order": NoContactOrder.objects.get(child=child).pk,
        }
        self.named = (child.child_no, str(child.pk))
        self.kept_back = [
            word
            for word in (child.id_number, child.phone, account.number if account else "")
            if word
        ]

    def ask(self, one: Address) -> Outcome:
        """What an address answers; whatever it did is taken back."""
        where = self._where(one)
        with taken_back():
            answer = self._sent(one, where)
            text = _text(answer)
        alike = False
        if answer.status_code == FAULTY:  # what was sent is faulty, whoever it is about
            nobody = where
            for key in self.keys.values():
                nobody = nobody.replace(str(key), str(NOBODY))
            with taken_back():
                alike = _text(self._sent(one, nobody)) == text
        about = any(str(self.keys[key]) in where for key in ("child", "case", "letter"))
        about = about or str(self.place) in where
        return Outcome(
            status=answer.status_code,
            about_the_child=about,
            names=any(word in text for word in self.named),
            tells=any(word in text for word in self.kept_back),
            like_nobody=alike,
        )

    def opened(self, name: str, word: str) -> bool:
        """Whether a page of the child's, opened for a purpose, says a word."""
        with taken_back():
            answer = self.client.post(
                reverse(name, args=[self.keys["child"]]), {"purpose": "decision"}
            )
            return word in _text(answer)

    def _sent(self, one: Address, where: str) -> HttpResponseBase:
        if one.method == "GET":
            return self.client.get(where)
        if not one.of_the_interface:
            return self.client.post(where, {"q": self.named[0]} if one.name == "find" else {})
        body = {"text": self.named[0]} if one.name == "search" else {}
        return self.client.generic(one.method, where, _json(body), "application/json")

    def _where(self, one: Address) -> str:
        given = {key: self._key(one, key) for key in one.keys}
        if one.of_the_interface:
            where = one.route
            for key, value in given.items():
                where = where.replace(f"{{{key}}}", str(value))
            return where
        try:
            return reverse(one.name, kwargs=given)
        except NoReverseMatch as fault:
            raise LookupError(f"{one}: no key for {given}") from fault

    def _key(self, one: Address, key: str) -> object:
        subject = one.route.strip("/").removeprefix("api/").split("/")[0]
        own = {
            "children": "child",
            "cases": "case",
            "letters": "letter",
            "months": "round",
            "rounds": "round",
            "alerts": "alert",
            "glass": "glass",
        }
        named = {
            "child_id": "child",
            "case_id": "case",
            "letter_id": "letter",
            "round_id": "round",
            "grant_id": "grant",
            "record": "record",
            "order": "order",
            "paper": "paper",
        }
        if key in named:
            return self.keys[named[key]]
        if key == "pk" and subject in own:
            return self.keys[own[subject]]
        if key == "number" and subject == "places":
            return self.place
        if key == "code":
            return self._code(one)
        return NUMBERED.get(key) or WORDS.get(key) or NOBODY

    def _code(self, one: Address) -> str:
        if one.name == "case_step":
            return "accept"
        if "tables" in one.route:
            return "R4"
        return CODES.get(one.name, self.benefit)


def _text(answer: HttpResponseBase) -> str:
    if isinstance(answer, StreamingHttpResponse):
        content = b"".join(answer)
    else:
        content = getattr(answer, "content", b"")
    text: str = content.decode("utf-8", "replace")
    # the address that was asked for comes back in forms and links
    return re.sub(r'(?:action|href|hx-post|hx-get|value)="[^"]*"', "", text)


def _json(body: dict[str, str]) -> str:
    inside = ", ".join(f'"{key}": "{value}"' for key, value in body.items())
    return f"{{{inside}}}"

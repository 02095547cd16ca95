"""The three ways in, each with the same few deeds: a browser's forms, the API, the command line."""

import json
import re
from contextlib import contextmanager
from io import BytesIO

from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from hutong.casework.models import Case, Letter
from hutong.foundation.access import acting
from hutong.interfaces.cli import hutong as root
from hutong.programmes.benefits.models import FundAllocation, FundReceipt, Round
from tests.foundation.documents import files

HIDDEN = re.compile(r'name="(key|seen|done_on)"[^>]*?value="([^"]*)"', re.DOTALL)


class NotDone(Exception):  # noqa: N818 - what a way answers when it refuses
    """What was said instead of doing it."""


def a_scan(name):
    """A paper of one page that says what it is, so that no two kinds are the same file."""
    return files.scan(1) + f"\n% {name}\n".encode()


class Way:
    """What all three share: the day, and looking up what was made."""

    def __init__(self, settings_day, folder):
        self._set_day = settings_day
        self.folder = folder
        self.day = None

    def on(self, day):
        """Let it be a day."""
        self.day = day
        self._set_day(day)
        return self

    def case(self, who, procedure):
        """The newest case of a procedure that somebody sees."""
        with acting(who.officer):
            found = Case.objects.filter(procedure=procedure).select_related("child")
            return found.order_by("pk").last()

    def pay(self, district, place, month):
        """One round from the first step to the last, by three people."""
        self.make_round(district.clerk, place, month)
        with acting(district.clerk.officer):
            made = Round.objects.filter(place=place, withdrawn_on__isnull=True).latest("pk")
        self.round_step(district.checker, made, "check")
        self.round_step(district.approver, made, "approve")
        return made

    def _newest(self, who, kind):
        """The movement of money last recorded that somebody sees."""
        with acting(who.officer):
            return kind.objects.latest("pk")

    def letter(self, who, case, name, *, to=None):
        """The words of a letter of a case as they stand on its sheet, without gaps."""
        with acting(who.officer):
            written = Letter.objects.filter(case=case, name=name)
            [found] = [one for one in written if to in {None, one.words["recipient"]}]
        return found, "".join(words(self.sheet(who, found)).split())

    def form(self, who, case, name):
        """The words of a form of a case, filled in, without gaps."""
        return "".join(words(self.form_sheet(who, case, name)).split())


class Web(Way):
    """The pages, by what their forms hold and send."""

    def _browser(self, who):
        client = Client(headers={"accept-language": "zh-CN"})
        client.force_login(who.account)
        return client

    def _sent(self, who, address, **typed):
        browser = self._browser(who)
        shown = browser.get(address)
        assert shown.status_code == 200, shown.content.decode()
        kept = dict(HIDDEN.findall(shown.content.decode()))
        answer = browser.post(address, kept | typed)
        if answer.status_code != 302:
            raise NotDone(answer.content.decode())
        return browser.get(answer.url).content.decode()

    def open(self, who, child, procedure, *, papers=(), other_place=None, **answers):
        """Open a case."""
        if other_place is not None:
            answers["other_place"] = other_place.address
        return self._sent(
            who,
            reverse("open_case", args=[child.pk, procedure]),
            **answers,
            **_uploads(papers),
        )

    def take(self, who, case, step, *, papers=(), reason="", **answers):
        """Take a step."""
        if reason:
            answers["reason"] = reason
        return self._sent(
            who, reverse("case_step", args=[case.pk, step]), **answers, **_uploads(papers)
        )

    def make_round(self, who, place, month):
        """Make the month's list."""
        answer = self._browser(who).post(
            reverse("month_make"), {"month": month, "place": place.number}
        )
        if answer.status_code != 302:
            raise NotDone(answer.content.decode())

    def round_step(self, who, made, step):
        """Check or approve it."""
        answer = self._browser(who).post(reverse("month_step", args=[made.pk, step]))
        if answer.status_code != 302:
            raise NotDone(answer.content.decode())

    def answers(self, who, made, content):
        """Bring in what the bank sent back."""
        file = SimpleUploadedFile("answers.csv", content, "text/csv")
        answer = self._browser(who).post(reverse("bank_answers", args=[made.pk]), {"file": file})
        if answer.status_code != 302:
            raise NotDone(answer.content.decode())

    def rule(self, who, made, number, ruled, reason):
        """Rule on a payment."""
        answer = self._browser(who).post(
            reverse("payment_rule", args=[made.pk, number]), {"ruled": ruled, "reason": reason}
        )
        if answer.status_code != 302:
            raise NotDone(answer.content.decode())

    def reconciled(self, who, made):
        """What the page, the answer or the command says of it."""
        return self._browser(who).get(reverse("reconcile", args=[made.pk])).content.decode()

    def sheet(self, who, letter):
        """A letter as PDF."""
        return self._browser(who).get(reverse("letter", args=[letter.pk])).content

    def form_sheet(self, who, case, name):
        """A form of a case as PDF."""
        answer = self._browser(who).get(reverse("case_form", args=[case.pk, name]))
        if answer.status_code != 200:
            raise NotDone(answer.content.decode())
        return answer.content

    def money_arrives(self, who, **told):
        """Record money that arrived; its key."""
        self._sent(who, reverse("funds"), **told)
        return self._newest(who, FundReceipt).pk

    def confirm_money(self, who, money, part=""):
        """Confirm it, or a part handed down."""
        self._pressed(who, "confirm_fund", money, part=part)

    def hand_down(self, who, money, place, **told):
        """Hand a part down; its key."""
        self._sent(who, reverse("fund", args=[money]), place=place.number, **told)
        return self._newest(who, FundAllocation).pk

    def strike_money(self, who, money, part, reason):
        """Strike a part."""
        self._pressed(who, "strike_fund", money, part=part, reason=reason)

    def money_left(self, who, money):
        """What is left of it, as the page tells it."""
        shown = self._browser(who).get(reverse("fund", args=[money])).content.decode()
        return re.search(r"未下拨 ¥([\d,.]+)", shown)[1]

    def _pressed(self, who, view, money, **told):
        answer = self._browser(who).post(reverse(view, args=[money]), told)
        if answer.status_code != 302:
            raise NotDone(answer.content.decode())


class Api(Way):
    """The REST interface."""

    def _call(self, who, address, told=None, *, files_=None):
        client = Client()
        client.force_login(who.account)
        if told is None:
            answer = client.get(f"/api{address}")
        elif files_ is not None:
            answer = client.post(f"/api{address}", told | files_)
        else:
            answer = client.post(f"/api{address}", json.dumps(told), "application/json")
        if answer.status_code >= 400:
            raise NotDone(json.dumps(answer.json(), ensure_ascii=False))
        return answer

    def _keep(self, who, child, papers):
        return [
            self._call(
                who,
                f"/children/{child.pk}/papers",
                {"kind": kind},
                files_={"content": _upload(kind)},
            ).json()["id"]
            for kind in papers
        ]

    def open(self, who, child, procedure, *, papers=(), other_place=None, **answers):
        """Open a case."""
        told = {"procedure": procedure, "answers": answers}
        if other_place is not None:
            told["other_place"] = other_place.number
        told["papers"] = self._keep(who, child, papers)
        return self._call(who, f"/children/{child.pk}/cases", told).content.decode()

    def take(self, who, case, step, *, papers=(), reason="", **answers):
        """Take a step."""
        seen = len(self._call(who, f"/cases/{case.pk}").json()["steps"])
        told = {"seen": seen, "answers": answers, "reason": reason}
        told["papers"] = self._keep(who, case.child, papers)
        return self._call(who, f"/cases/{case.pk}/steps/{step}", told).content.decode()

    def make_round(self, who, place, month):
        """Make the month's list."""
        self._call(who, "/rounds", {"month": month, "place": place.number})

    def round_step(self, who, made, step):
        """Check or approve it."""
        self._call(who, f"/rounds/{made.pk}/{step}", {})

    def answers(self, who, made, content):
        """Bring in what the bank sent back."""
        file = SimpleUploadedFile("answers.csv", content, "text/csv")
        self._call(who, f"/rounds/{made.pk}/answers", {}, files_={"content": file})

    def rule(self, who, made, number, ruled, reason):
        """Rule on a payment."""
        told = {"ruled": ruled, "reason": reason}
        self._call(who, f"/rounds/{made.pk}/payments/{number}/rulings", told)

    def reconciled(self, who, made):
        """What the page, the answer or the command says of it."""
        found = self._call(who, f"/rounds/{made.pk}/reconciliation").json()
        waiting = self._call(who, f"/rounds/{made.pk}/payments").json()
        return json.dumps([found, waiting], ensure_ascii=False)

    def sheet(self, who, letter):
        """A letter as PDF."""
        return self._call(who, f"/letters/{letter.pk}").content

    def form_sheet(self, who, case, name):
        """A form of a case as PDF."""
        return self._call(who, f"/cases/{case.pk}/forms/{name}").content

    def money_arrives(self, who, *, day, **told):
        """Record money that arrived; its key."""
        return self._call(who, "/funds", told | {"arrived_on": day}).json()["id"]

    def confirm_money(self, who, money, part=""):
        """Confirm it, or a part handed down."""
        self._call(who, f"/funds/{money}{f'/allocations/{part}' if part else ''}/confirm", {})

    def hand_down(self, who, money, place, *, day, **told):
        """Hand a part down; its key."""
        told |= {"place": place.number, "allotted_on": day}
        made = self._call(who, f"/funds/{money}/allocations", told)
        return made.json()["allocations"][-1]["id"]

    def strike_money(self, who, money, part, reason):
        """Strike a part."""
        self._call(who, f"/funds/{money}/allocations/{part}/strike", {"reason": reason})

    def money_left(self, who, money):
        """What is left of it, as the answer tells it."""
        found = self._call(who, "/funds").json()
        return next(f"{float(one['left']):,.2f}" for one in found if one["id"] == str(money))


class Open:
    """A city that is open already."""

    @contextmanager
    def city(self):
        yield


class Cli(Way):
    """The command line."""

    def _run(self, who, *words_):
        asked = ["--as", who.username, "--on", self.day.isoformat(), *map(str, words_)]
        answer = CliRunner().invoke(root, asked, obj=Open())
        if answer.exit_code:
            raise NotDone(answer.output)
        return answer.output

    def _papers(self, papers):
        for kind in papers:
            path = self.folder / f"{kind}.pdf"
            path.write_bytes(a_scan(kind))
            yield from ("-p", f"{kind}={path}")

    def open(self, who, child, procedure, *, papers=(), other_place=None, **answers):
        """Open a case."""
        asked = [part for name, value in answers.items() for part in ("-a", f"{name}={value}")]
        if other_place is not None:
            asked += ["--other-place", other_place.number]
        return self._run(
            who, "case", "open", procedure, child.child_no, *asked, *self._papers(papers)
        )

    def take(self, who, case, step, *, papers=(), reason="", **answers):
        """Take a step."""
        asked = [part for name, value in answers.items() for part in ("-a", f"{name}={value}")]
        asked += ["--reason", reason] if reason else []
        return self._run(who, "case", "take", case.number, step, *asked, *self._papers(papers))

    def make_round(self, who, place, month):
        """Make the month's list."""
        self._run(who, "month", month, "--place", place.number)

    def round_step(self, who, made, step):
        """Check or approve it."""
        self._run(who, "month", made.month, "--place", made.place_id, f"--{step}")

    def answers(self, who, made, content):
        """Bring in what the bank sent back."""
        path = self.folder / f"answers-{made.month}.csv"
        path.write_bytes(content)
        self._run(who, "month", made.month, "--place", made.place_id, "--answers", path)

    def rule(self, who, made, number, ruled, reason):
        """Rule on a payment."""
        self._run(
            who, "payment", made.month, number, ruled, "--reason", reason,
            "--place", made.place_id,
        )  # fmt: skip

    def reconciled(self, who, made):
        """What the page, the answer or the command says of it."""
        return self._run(who, "month", made.month, "--place", made.place_id, "--reconcile")

    def sheet(self, who, letter):
        """A letter as PDF."""
        path = self.folder / "letter.pdf"
        self._run(who, "case", "letter", letter.number, path)
        return path.read_bytes()

    def form_sheet(self, who, case, name):
        """A form of a case as PDF."""
        path = self.folder / "form.pdf"
        self._run(who, "case", "form", case.number, name, path)
        return path.read_bytes()

    def money_arrives(self, who, *, document, **told):
        """Record money that arrived; its key."""
        asked = [part for name, value in told.items() for part in (f"--{name}", value)]
        self._run(who, "fund", "arrive", document, *asked)
        return self._newest(who, FundReceipt).pk

    def confirm_money(self, who, money, part=""):
        """Confirm it, or a part handed down."""
        self._run(who, "fund", "confirm", part or money)

    def hand_down(self, who, money, place, **told):
        """Hand a part down; its key."""
        asked = [part for name, value in told.items() for part in (f"--{name}", value)]
        self._run(who, "fund", "hand-down", money, "--place", place.number, *asked)
        return self._newest(who, FundAllocation).pk

    def strike_money(self, who, money, part, reason):  # noqa: ARG002 - the part says which money
        """Strike a part."""
        self._run(who, "fund", "strike", part, "--reason", reason)

    def money_left(self, who, money):
        """What is left of it, as the command tells it."""
        told = self._run(who, "fund", "list", "--year", "2026")
        line = next(line for line in told.splitlines() if str(money) in line)
        return re.search(r"未下拨 ([\d,.]+)", line)[1]


def words(pdf):
    """All that the pages of a PDF say."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def _upload(kind):
    return SimpleUploadedFile(f"{kind}.pdf", a_scan(kind), "application/pdf")


def _uploads(papers):
    return {f"paper-{kind}": _upload(kind) for kind in papers}

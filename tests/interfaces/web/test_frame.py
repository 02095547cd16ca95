"""The frame around every page: who is let in, in which language, and what is said when not."""

import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST

from hutong.foundation.access.kinds import Kind
from hutong.foundation.access.models import Account
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.wording import definitions
from hutong.interfaces.web.policy import every_rule, figures_in
from hutong.interfaces.web.requests import for_officers
from hutong.interfaces.web.urls import urlpatterns as pages
from hutong.programmes.benefits.queries import law

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 5)


class AccountInUse(Refused):
    """A child has one payee account at a time."""


def refuse(request):
    Account.objects.filter(pk=request.user.pk).update(name="改了")
    raise AccountInUse(
        Finding(
            Text("先停用旧的账户。", "Close the old account first."),
            Citation("京民发〔2026〕2号", "四"),
        )
    )


def fail(request):
    Account.objects.filter(pk=request.user.pk).update(name="改了")
    raise ZeroDivisionError


@require_POST
def take(_request):
    return HttpResponse("taken")


urlpatterns = [
    *pages,
    path("refuse/", for_officers(refuse, Kind.DESK)),
    path("fail/", for_officers(fail, Kind.DESK)),
    path("take/", for_officers(take, Kind.DESK)),
]


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- the way in ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("chen_xiuying")
def test_a_stranger_is_shown_the_way_in_and_led_back_afterwards():
    browser = Client(headers={"accept-language": "zh-CN"})

    asked = browser.get("/")
    assert asked.status_code == 302
    assert asked["Location"] == "/sign-in/?next=/"

    page = browser.get("/sign-in/?next=/")
    assert '<html lang="zh-Hans">' in page.content.decode()
    assert "账号由本单位系统管理员开立，不能自行注册。" in text(page)

    let_in = browser.post(
        "/sign-in/", {"login": "chenxiuying", "password": "three hens in the yard", "next": "/"}
    )
    assert let_in["Location"] == "/"


@pytest.mark.usefixtures("chen_xiuying")
def test_a_wrong_password_is_answered_in_a_sentence_and_the_name_is_kept():
    browser = Client(headers={"accept-language": "zh-CN"})

    page = browser.post("/sign-in/", {"login": "chenxiuying", "password": "four hens"})

    assert "用户名或密码不对。请检查大小写和输入法后再试。" in text(page)
    assert 'value="chenxiuying"' in page.content.decode()


def test_who_signs_in_another_way_is_told_that_there_is_no_password_to_change(
    chen_xiuying, browser_of
):
    chen_xiuying.set_unusable_password()
    chen_xiuying.save(update_fields=["password"])
    browser = browser_of(chen_xiuying)

    page = browser.get("/password/")

    assert page.status_code == 200
    assert "这个账号没有密码" in text(page)
    assert "现在的密码" not in text(page)
    sent = browser.post("/password/", {"oldpassword": "", "password1": "x" * 12})
    chen_xiuying.refresh_from_db()
    assert sent.status_code == 200
    assert not chen_xiuying.has_usable_password()


def test_who_has_a_password_changes_it(chen_xiuying, browser_of):
    chen_xiuying.set_password("three hens in the yard")
    chen_xiuying.save(update_fields=["password"])
    browser = browser_of(chen_xiuying)

    assert "现在的密码" in text(browser.get("/password/"))
    browser.post(
        "/password/",
        {
            "oldpassword": "three hens in the yard",
            "password1": "four ducks on the pond",
            "password2": "four ducks on the pond",
        },
    )
    chen_xiuying.refresh_from_db()
    assert chen_xiuying.check_password("four ducks on the pond")


def test_nobody_can_open_an_account_for_themselves():
    for there in ("/signup/", "/accounts/signup/", "/sign-up/"):
        assert Client().get(there).status_code == 404


def test_who_holds_no_post_today_is_told_whom_to_ask(browser_of):
    page = browser_of(Account.objects.create(username="new", name="新人")).get("/")

    assert page.status_code == 403
    assert "您今天没有岗位" in text(page)


# --- nothing typed is lost ----------------------------------------------------------------------


@pytest.mark.urls(__name__)
def test_a_form_sent_after_the_sign_in_expired_is_shown_again_without_passwords():
    page = Client().post("/take/", {"reason": "奶奶膝盖疼", "password": "three hens"})

    assert page.status_code == 401
    assert "奶奶膝盖疼" in text(page)
    assert "three hens" not in page.content.decode()


@pytest.mark.urls(__name__)
def test_a_fragment_asked_for_after_the_sign_in_expired_changes_nothing_on_the_page():
    answer = Client().post("/take/", {"reason": "x"}, headers={"hx-request": "true"})

    assert answer.status_code == 401
    assert answer.content == b""


def test_a_form_with_a_stale_token_is_shown_again(chen_xiuying):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(chen_xiuying)

    page = browser.post("/language/", {"language": "en", "note": "记得问学校"})

    assert page.status_code == 403
    assert "记得问学校" in text(page)


# --- refusals and failures ----------------------------------------------------------------------


@pytest.mark.urls(__name__)
def test_a_refusal_names_its_reason_and_article_and_leaves_nothing_behind(shen_li, browser_of):
    page = browser_of(shen_li).get("/refuse/")

    assert page.status_code == 422
    assert "先停用旧的账户。 京民发〔2026〕2号 四" in text(page)
    shen_li.refresh_from_db()
    assert shen_li.name == "沈立"


@pytest.mark.urls(__name__)
def test_a_failure_says_that_nothing_was_changed_and_that_is_true(shen_li, browser_of):
    browser = browser_of(shen_li)
    browser.raise_request_exception = False

    page = browser.get("/fail/")

    assert page.status_code == 500
    assert "系统出错了，这一步没有办成" in text(page)
    shen_li.refresh_from_db()
    assert shen_li.name == "沈立"


def test_what_does_not_exist_and_what_lies_elsewhere_get_the_same_answer(shen_li, browser_of):
    page = browser_of(shen_li).get("/nowhere/")

    assert page.status_code == 404
    assert "没有找到，或不在您的辖区" in text(page)


# --- language and post --------------------------------------------------------------------------


def test_the_language_is_kept_with_the_account(chen_xiuying, browser_of):
    browser = browser_of(chen_xiuying)

    back = browser.post("/language/", {"language": "en", "next": "/?later=1"})
    assert back["Location"] == "/?later=1"
    page = browser.get("/")
    assert '<html lang="en">' in page.content.decode()
    assert "Nothing waits for you today" in text(page)

    again = browser_of(chen_xiuying).get("/")
    assert '<html lang="en">' in again.content.decode()


def test_a_language_we_do_not_speak_and_a_way_back_to_elsewhere_are_not_taken(
    chen_xiuying, browser_of
):
    browser = browser_of(chen_xiuying)

    assert browser.post("/language/", {"language": "tlh"}).status_code == 404
    away = browser.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert away["Location"] == "/"


def test_shen_li_changes_to_her_other_post_but_not_to_somebody_elses(
    shen_li, chen_xiuying, browser_of
):
    browser = browser_of(shen_li)
    mine = shen_li.postings.get(role="payment_clerk")
    another = chen_xiuying.postings.get()

    assert browser.get("/").context["officer"].role == "district_officer"
    assert browser.post("/posting/", {"posting": str(mine.pk)}).status_code == 302
    assert browser.get("/").context["officer"].role == "payment_clerk"
    assert browser.post("/posting/", {"posting": str(another.pk)}).status_code == 404
    assert browser.get("/").context["officer"].role == "payment_clerk"


# --- what every page has ------------------------------------------------------------------------

PAGES = [
    "/",
    "/password/",
    "/sign-out/",
    "/cover/",
    "/policy/",
    "/policy/?show=classes",
    "/policy/?show=figures",
    "/policy/?show=unchecked",
    "/policy/benefits/living-allowance-de-facto/",
    "/policy/classes/orphan/",
    "/policy/figures/orphan-rate/",
]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_names_its_language_and_has_one_heading(
    address, language, chen_xiuying, browser_of
):
    Account.objects.filter(pk=chen_xiuying.pk).update(language=language)
    chen_xiuying.refresh_from_db()
    page = browser_of(chen_xiuying).get(address)
    markup = page.content.decode()

    assert page.status_code == 200
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}">' in markup
    assert "<title>" in markup
    assert len(re.findall(r"<main\b", markup)) == 1
    assert len(re.findall(r"<h1\b", markup)) == (0 if address == "/cover/" else 1)
    assert not re.search(r"""\s(style|on[a-z]+)=["']""", markup)
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "no-store" in page.headers["Cache-Control"]
    if language == "en":
        assert not re.search(r"[\u4e00-\u9fff]", without_names(text(page))), text(page)


def laws(clause):
    return [clause.law, *(one for item in clause.items for one in laws(item))]


def without_names(said):
    """What a page says without the people, places and instruments that keep their Chinese names."""
    cited = [entry.law for entry in (*law().benefits, *law().categories)]
    cited += [condition.law for benefit in law().benefits for condition in benefit.requires]
    cited += [v.law for f in figures_in(every_rule(law()), on=TODAY) for v in f.dated.values]
    cited += [cite for one in definitions(*every_rule(law())) for cite in laws(one.clause)]
    cited += [benefit.competence.law for benefit in law().benefits if benefit.competence]
    names = {"护童", "中文", "陈秀英", "柿园社区"}
    cited = [one for one in cited if one is not None]
    names |= {str(one) for one in cited} | {one.instrument for one in cited}
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, "")
    return re.sub(r"[\u4e00-\u9fff]*(〔\d{4}〕)?\d+号", "", said)

"""Takes the pictures of the pages from the invented city: one on a desk, one on a phone.

Run it as `bin/screenshots`. The city is built anew on a fixed day, in a folder that is removed
afterwards, so that the same source gives the same pictures.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parent
TODAY = date(2026, 11, 23)
SIZES = {1366: 768, 360: 780}
PATIENCE = 60  # seconds until the server answers
DE_FACTO = "living-allowance-de-facto"
ROWS = 80  # in the register that is looked over

# Matters of the invented city, by the name of the child and the code of the procedure.
CASES = {
    "claim": ("盛安然", "medical-claim"),
    "payee": ("程远山", "change-of-payee"),
    "recovery": ("乔安", "recovery-of-overpayment"),
    "papers": ("柳若溪", "de-facto-allowance"),
    "objection": ("康子墨", "objection"),
}
DIRECTOR, SUPERVISOR, OFFICER, CITY = "chenxiuying", "gaolan", "shenli", "zhaoming"
CLERK, CHECKER = "heyun", "duruo"


@dataclass(frozen=True)
class Picture:
    """One page as somebody of the cast sees it."""

    name: str
    who: str
    address: str  # may name what `Found` holds


@dataclass
class Found:
    """The addresses that are known only once the city stands."""

    child: str = ""
    register: str = ""
    round: str = ""
    case: str = ""
    paid: str = ""  # the last month that went to the bank
    cases: dict[str, str] = field(default_factory=dict)


PICTURES = (
    Picture("sign-in", "", "/sign-in/"),
    Picture("today-director", DIRECTOR, "/"),
    Picture("today-supervisor", SUPERVISOR, "/"),
    Picture("today-district", OFFICER, "/"),
    Picture("children", SUPERVISOR, "/children/"),
    Picture("child", SUPERVISOR, "{found.child}"),
    Picture("decision", SUPERVISOR, "{found.child}owed/" + DE_FACTO + "/"),
    Picture("facts", SUPERVISOR, "{found.child}facts/"),
    Picture("import", SUPERVISOR, "{found.register}"),
    Picture("cases", SUPERVISOR, "/cases/"),
    Picture("case", SUPERVISOR, "{found.case}"),
    Picture("medical-claim", OFFICER, "/cases/{found.cases[claim]}/"),
    Picture("change-of-payee", OFFICER, "/cases/{found.cases[payee]}/"),
    Picture("recovery", OFFICER, "/cases/{found.cases[recovery]}/"),
    Picture("papers-missing", SUPERVISOR, "/cases/{found.cases[papers]}/"),
    Picture("objection", OFFICER, "/cases/{found.cases[objection]}/"),
    Picture("absences", OFFICER, "/absences/"),
    Picture("bank-reconciliation", CHECKER, "/months/{found.paid}/reconcile/"),
    Picture("procedure", OFFICER, "/policy/procedures/de-facto-allowance/"),
    Picture("month", CHECKER, "{found.round}"),
    Picture("policy", CITY, "/policy/"),
    Picture("policy-benefit", CITY, f"/policy/benefits/{DE_FACTO}/"),
    Picture("tables", OFFICER, "/tables/"),
    Picture("table", CITY, "/tables/R4/"),
    Picture("places", OFFICER, "/places/?show=posts"),
    Picture("coverage", CITY, "/places/"),
)


def main() -> None:
    """Build the city, serve it, take the pictures, and leave nothing else behind."""
    asked = _asked()
    with _home() as home, _city(home, small=asked.small) as passwords, _served() as site:
        workbook, found = _register(home), _looked_up()
        from playwright.sync_api import sync_playwright

        with sync_playwright() as driver:
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = driver.chromium.launch(executable_path=_chromium(), args=arguments)
            cast = Cast(browser, site, passwords)
            _prepared(cast, workbook, found)
            for picture in PICTURES:
                if picture.name in (asked.only or [picture.name]):
                    _take(cast, picture, found, asked.to, whole=asked.whole)
            browser.close()
    total = sum(path.stat().st_size for path in asked.to.glob("*.png"))
    print(f"{total / 1_000_000:.1f} MB in {asked.to}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few streets, built in seconds")
    parser.add_argument("--whole", action="store_true", help="each page down to its end")
    parser.add_argument("--to", type=Path, default=HERE, help="the folder for the pictures")
    parser.add_argument("only", nargs="*", help="these pictures only, by name")
    return parser.parse_args()


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    sys.exit("No Chromium was found. On Debian: apt-get install chromium fonts-noto-cjk")


# --- the city -------------------------------------------------------------------------------------


@contextmanager
def _home() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="hutong-pictures-"))
    home.chmod(0o755)  # the account that runs the database must get to its folder
    try:
        yield home
    finally:
        shutil.rmtree(home)


@contextmanager
def _city(home: Path, *, small: bool) -> Iterator[dict[str, str]]:
    """The invented city in a database of its own; the passwords of those who can sign in."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "hutong.config.settings",
        "HUTONG_HOME": str(home),
        "HUTONG_SECRET_KEY": "for pictures only; nothing real is signed with it",
        "HUTONG_TODAY": TODAY.isoformat(),
    }
    from hutong.config.command import Wiring

    with Wiring(home).city(_say):
        from hutong import demo
        from hutong.demo import signing_in

        if small:
            demo.build_small(on=TODAY, say=_say)
            signing_in.give_out(home=home, on=TODAY)
        else:
            demo.build(home=home, on=TODAY, say=_say)
        yield {one["username"]: one["password"] for one in demo.sign_ins(home)}


@contextmanager
def _served() -> Iterator[str]:
    """The address of the city's pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).parent / "hutong"
    server = subprocess.Popen(  # noqa: S603 - our own command
        [command, "serve", "--workers=1", f"--port={port}"], stdout=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit("The server did not start.")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _register(home: Path) -> Path:
    """A register as the street of the story would send it, with the faults that offices make."""
    from hutong.demo._registers import samples_for
    from hutong.foundation.access.queries import officer_named
    from hutong.foundation.places.queries import by_number

    street = by_number(officer_named(username=SUPERVISOR, on=TODAY).place_number)
    sample = samples_for(street, on=TODAY, count=ROWS)[0]
    path = home / sample.file_name
    path.write_bytes(sample.content)
    return path


def _looked_up() -> Found:
    """The cases of the pictures, and the last month that went to the bank, by their keys."""
    from hutong.casework.models import Case
    from hutong.foundation.access import acting
    from hutong.foundation.access.queries import officer_named
    from hutong.programmes.benefits.models import Round

    with acting(officer_named(username=CITY, on=TODAY)):
        cases = {
            key: str(Case.objects.get(child__name=child, procedure=procedure).pk)
            for key, (child, procedure) in CASES.items()
        }
        paid = Round.objects.filter(released_on__isnull=False).latest("month")
    return Found(cases=cases, paid=str(paid.pk))


# --- the pictures ---------------------------------------------------------------------------------


class Cast:
    """Whoever is needed, each in a browser of their own."""

    def __init__(self, browser: "Browser", site: str, passwords: dict[str, str]) -> None:
        self.browser, self.site, self.passwords = browser, site, passwords
        self.pages: dict[str, Page] = {}

    def page(self, who: str) -> "Page":
        """A page of somebody who is signed in, or of nobody yet."""
        if who not in self.pages:
            context = self.browser.new_context(
                base_url=self.site, locale="zh-CN", reduced_motion="reduce"
            )
            self.pages[who] = context.new_page()
            if who:
                self._sign_in(self.pages[who], who)
        return self.pages[who]

    def _sign_in(self, page: "Page", who: str) -> None:
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(who)
        page.get_by_label("密码").fill(self.passwords[who])
        page.get_by_role("main").get_by_role("button", name="登录").click()
        page.wait_for_url(f"{self.site}/")


def _prepared(cast: Cast, workbook: Path, found: Found) -> None:
    """The story's child, a register sent in, and the month made: what the pictures show."""
    supervisor, clerk = cast.page(SUPERVISOR), cast.page(CLERK)
    supervisor.goto("/children/")
    supervisor.get_by_role("searchbox", name="查找儿童").first.fill("林小满")
    supervisor.get_by_role("searchbox", name="查找儿童").first.press("Enter")
    child = supervisor.get_by_role("main").get_by_role("link", name="林小满").first
    address = child.get_attribute("href") or ""
    supervisor.goto("/cases/")
    case = supervisor.get_by_role("main").get_by_role("link", name="林小满").first
    found.child, found.case = address, case.get_attribute("href") or ""
    supervisor.goto("/imports/")
    supervisor.get_by_label("名册文件").set_input_files(workbook)
    found.register = _led_to(
        supervisor, lambda: supervisor.get_by_role("button", name="看一遍").click()
    )
    clerk.goto("/months/")
    found.round = _led_to(clerk, lambda: clerk.get_by_role("button", name="生成本月名单").click())


def _led_to(page: "Page", act: Callable[[], None]) -> str:
    """The address of the page to which something led."""
    page.set_default_navigation_timeout(120_000)
    with page.expect_navigation():
        act()
    return page.url


def _take(cast: Cast, picture: Picture, found: Found, folder: Path, *, whole: bool) -> None:
    page = cast.page(picture.who)
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(picture.address.format(found=found))
        page.wait_for_load_state("networkidle")
        path = folder / f"{picture.name}-{width}.png"
        page.screenshot(path=path, full_page=whole, animations="disabled")
        print(f"· {path.name}, {path.stat().st_size // 1000} kB")


def _say(line: str) -> None:
    print(f"· {line} …", flush=True)


if __name__ == "__main__":
    main()

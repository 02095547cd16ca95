"""The fourth way in: somebody at a real Chromium, who fills in what stands on the page and clicks.

The pages are served from the test's own process and inside its transaction, one request at a time,
so that a story leaves nothing behind. A `Tab` answers as Django's test client does, and thereby
tells whatever story the pages are told by; but it can only do what the page before it offers.
"""

import os
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Thread

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from django.urls import reverse

from hutong.foundation.access import acting
from tests.journeys.conftest import CHROMIUM
from tests.stories.ways import NotDone, Web

PATIENCE = 10_000  # milliseconds for a page
REFUSED = 400
READY = "domcontentloaded"  # its scripts have run; pictures may still come
HERE = ("", "reconcile/")  # below its parent, where a form may stand


class _Server(ThreadedWSGIServer):
    """Leaves the test's database connection open when a request ends."""

    def _close_connections(self):
        return


@contextmanager
def served():
    """The address of the pages, served beside a test on the test's own database connection."""
    shared = {alias: connections[alias] for alias in connections}
    handler, one_at_a_time = WSGIHandler(), Lock()

    def application(environ, start_response):
        with one_at_a_time:
            return handler(environ, start_response)

    server = _Server(("127.0.0.1", 0), QuietWSGIRequestHandler, connections_override=shared)
    server.daemon_threads = True
    server.set_app(application)
    for connection in shared.values():
        connection.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        for connection in shared.values():
            connection.dec_thread_sharing()


@contextmanager
def chromium():
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        found = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield found
        found.close()


@dataclass
class Answer:
    """What came back, as the test client tells it."""

    status_code: int
    content: bytes
    url: str = ""


class Tab:
    """A page somebody has open."""

    def __init__(self, page, site):
        self.page = page
        self.site = site
        self._read = ""  # the pages that were looked through for a form

    def get(self, address):
        """Go to an address; what is no page is fetched as it is."""
        if address.startswith("/letters/") or "/forms/" in address:
            fetched = self.page.context.request.get(self.site + address)
            return Answer(fetched.status, fetched.body())
        found = self.page.goto(self.site + address, wait_until=READY)
        return Answer(found.status, self._shown())

    def post(self, address, data=None):
        """Fill in the form that sends to an address, where it stands, and press its button."""
        told = dict(data or {})
        forms = self._forms(address)
        button = "button[type=submit]"
        if forms and "part" in told:  # one row of many with the same form
            part = self.page.locator(f'input[name="part"][value="{told.pop("part")}"]')
            forms = forms.filter(has=part)
        for name in list(told):
            if name == "act" or (forms and forms.locator(f'button[name="{name}"]').count()):
                button = f'button[name="{name}"][value="{told.pop(name)}"]'
        offered = forms.filter(has=self.page.locator(button)) if forms else None
        if not offered or not offered.count():
            raise NotDone(self._read)
        form = offered.first
        for name, value in told.items():
            self._fill(form, name, value)
        _unfold(form.locator(button).first)
        with self.page.expect_navigation(wait_until=READY) as sent:
            form.locator(button).first.click()
        answer = sent.value
        if answer.status >= REFUSED:
            return Answer(answer.status, self._shown())
        return Answer(302, self._shown(), self.page.url.removeprefix(self.site))

    def _shown(self):
        self.page.wait_for_load_state(READY)
        return self.page.content().encode()

    def _forms(self, address):
        """The forms that send to an address: on that page, or on one above it that leads there."""
        above = address
        pages = [address]
        while above.count("/") > 2:
            above = above.rsplit("/", 2)[0] + "/"
            pages += [above + below for below in HERE]
        self._read = ""
        for page in pages:
            if not self._opens(page):
                continue
            self._read += self._shown().decode()
            forms = self.page.locator(f'main form[method="post"][action="{address}"]')
            if page == address and not forms.count():
                forms = self.page.locator('main form[method="post"]:not([action])')
            if forms.count():
                return forms
        return None

    def _opens(self, page):
        """Whether a page opens; some addresses only take what is sent to them, and are asked first.

        Chromium would show a page of its own for those, on which nothing can be read.
        """
        if self.page.context.request.head(self.site + page).status >= REFUSED:
            return False
        return self.page.goto(self.site + page, wait_until=READY).status < REFUSED

    def _fill(self, form, name, value):
        """Fill in one field, by what kind of field it is."""
        field = form.locator(f'[name="{name}"]')
        assert field.count(), f"{self.page.url} asks for no {name}"
        kind = field.first.evaluate("one => one.type")
        if kind == "hidden":
            return
        if kind in {"radio", "checkbox"}:
            field = form.locator(f'[name="{name}"][value="{value}"]')
            _unfold(field.first)
            field.first.check()
        elif kind == "file":
            _unfold(field.first)
            value.seek(0)
            file = {"name": value.name, "mimeType": value.content_type, "buffer": value.read()}
            field.first.set_input_files(files=[file])
        elif kind == "select-one":
            field.first.select_option(str(value))
        else:
            _unfold(field.first)
            field.first.fill(str(value))


def _unfold(field):
    """Open what a field or button is folded away in."""
    folded = field.locator("xpath=ancestor::details[not(@open)]")
    for turn in range(folded.count()):
        folded.nth(turn).locator("> summary").click()


class Browser(Web):
    """The pages, in Chromium."""

    def __init__(self, set_day, folder, chromium, site):
        super().__init__(set_day, folder)
        self._chromium = chromium
        self._site = site
        self._tabs = {}

    def _browser(self, who):
        if who.account.pk not in self._tabs:
            client = Client()
            client.force_login(who.account)
            context = self._chromium.new_context(locale="zh-CN", base_url=self._site)
            context.set_default_timeout(PATIENCE)
            context.add_cookies(
                [
                    {"name": name, "value": one.value, "url": self._site}
                    for name, one in client.cookies.items()
                ]
            )
            self._tabs[who.account.pk] = Tab(context.new_page(), self._site)
        return self._tabs[who.account.pk]

    def _sent(self, who, address, **typed):
        answer = self._browser(who).post(address, typed)
        if answer.status_code >= REFUSED:
            raise NotDone(answer.content.decode())
        return answer.content.decode()

    def make_round(self, who, place, month):
        """Make the month's list of one's own place, which the page does not ask for."""
        with acting(who.officer) as clerk:
            assert clerk.place_number == place.number
        self._browser(who).post(reverse("month_make"), {"month": month})

    def close(self):
        """Everybody leaves."""
        for tab in self._tabs.values():
            tab.page.context.close()

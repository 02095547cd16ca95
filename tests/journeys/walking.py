"""Somebody who walks through the pages in a browser."""

PHRASE = "three hens in the yard"
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 780}


class Walk:
    """Somebody at a browser: signed in, listened to, and measured at the end."""

    def __init__(self, chromium, site):
        self.site = site
        self.context = chromium.new_context(base_url=site, locale="zh-CN", viewport=DESK)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.complaints, self.visited = [], []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("framenavigated", lambda frame: self.visited.append(frame.url))

    def _hear(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, username):
        self.page.goto("/sign-in/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(PHRASE)
        self.page.get_by_role("main").get_by_role("button", name="登录").click()
        self.page.wait_for_url(f"{self.site}/")
        return self.page

    def too_wide(self):
        """The pages seen on the way that scroll sideways on a phone."""
        self.page.set_viewport_size(PHONE)
        found = {}
        for url in dict.fromkeys(one for one in self.visited if one.startswith(self.site)):
            self.page.goto(url)
            if self.width() > PHONE["width"]:
                found[url.removeprefix(self.site)] = self.width()
        return found

    def width(self):
        return self.page.evaluate("document.documentElement.scrollWidth")

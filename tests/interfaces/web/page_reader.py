"""What a page owes to everybody who reads it, found in its markup."""

from html.parser import HTMLParser

TYPED = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Reader(HTMLParser):
    """Notes the language, the headings, the fields with their labels, and whatever is inline."""

    def __init__(self, markup):
        super().__init__()
        self.language, self.headings, self.inline = "", 0, []
        self.fields, self.labelled, self.ids = [], set(), []
        self.open = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        where = f"<{tag} {told.get('id') or told.get('name') or ''}>"
        if tag == "html":
            self.language = told.get("lang") or ""
        self.headings += tag == "h1"
        self.inline += [f"{where} {name}" for name in told if name == "style" or name[:2] == "on"]
        if tag == "style" or (tag == "script" and "src" not in told):
            self.inline.append(where)
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "label" and told.get("for"):
            self.labelled.add(told["for"])
        unseen = "hidden" in told or told.get("aria-hidden") == "true"
        if tag in TYPED and not unseen and told.get("type", "text") not in UNLABELLED:
            named = told.get("aria-label") or told.get("aria-labelledby") or "label" in self.open
            self.fields.append((where, told.get("id"), bool(named)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    @property
    def nameless(self):
        """Fields that somebody who cannot see the page could not tell apart."""
        return [
            where for where, id_, named in self.fields if not named and id_ not in self.labelled
        ]

    @property
    def doubled(self):
        """Identifiers that stand on the page twice."""
        return sorted({one for one in self.ids if self.ids.count(one) > 1})


def faults(markup, *, headings=1):
    """What is wrong with a page, in words."""
    read = Reader(markup)
    found = [] if read.language in {"zh-Hans", "en"} else ["it does not name its language"]
    if read.headings != headings:
        found.append(f"it has {read.headings} headings of the first rank, not {headings}")
    found += [f"{one} is inline" for one in read.inline]
    found += [f"{one} has no label" for one in read.nameless]
    found += [f"the id {one!r} stands twice" for one in read.doubled]
    return found

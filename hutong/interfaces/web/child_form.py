"""The form that opens a child's file: what was typed, and what it tells the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hutong.foundation.access import Officer
from hutong.foundation.exchange.cells import Cell, Kind
from hutong.foundation.exchange.values import Day, Unreadable, read_day
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Level, Place
from hutong.interfaces.web.form_days import NotFilled, day_given
from hutong.registry.people.actions import NewChild
from hutong.registry.people.facts import VOCABULARY, Hukou

KINDS = {
    "residence": Text("现住地", "Place of residence"),
    "hukou": Text("户籍地", "Place of hukou"),
}
# The classes of registration, as the form offers them; without one it follows from the place.
HUKOU_CLASSES = [(code.value, VOCABULARY["hukou"].show(code.value)) for code in Hukou]
ELSEWHERE = "elsewhere"  # an address outside the city, of which only the words are kept
FEWEST = 2  # signs of an address before anybody looks it up
MOST_CHOICES = 60


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One address: what was typed, the place it names, or those to choose from."""

    kind: str
    text: str = ""
    chosen: str = ""
    place: Place | None = None
    choices: Sequence[tuple[int, str]] = ()

    @classmethod
    def of(cls, given: Mapping[str, str], kind: str, *, by: Officer, on: date) -> "Whereabouts":
        """Read an address; a choice made for another text does not count."""
        text = given.get(kind, "").strip()
        chosen = given.get(f"{kind}_place", "")
        if given.get(f"{kind}_of", "") != text:
            chosen = ""
        if len(text) < FEWEST or chosen == ELSEWHERE:
            return cls(kind, text, chosen)
        sure, choices = _look_up(text, by=by, on=on)
        picked = next((place for place in choices if str(place.number) == chosen), sure)
        names = places.full_names(choices)
        named = [(place.number, names[place.number]) for place in choices]
        return cls(kind, text, chosen if picked else "", picked, named)

    @property
    def label(self) -> Text:
        """Which address it is."""
        return KINDS[self.kind]

    @property
    def outside(self) -> bool:
        """Whether it was said to lie outside the city."""
        return self.chosen == ELSEWHERE

    @property
    def open(self) -> bool:
        """Whether somebody must still say where it is."""
        return bool(self.text) and self.place is None and not self.outside

    @property
    def named(self) -> str:
        """The place in full, once it is known."""
        return places.full_name(self.place) if self.place else ""


@dataclass(frozen=True, slots=True)
class ChildForm:
    """Everything that was typed, kept as it was typed."""

    name: str
    sex: str
    birth_date: str
    estimated: bool
    id_number: str
    residence: Whereabouts
    hukou: Whereabouts
    registered_as: str = ""
    registered_on: str = ""
    same_name: str = ""  # the name of which somebody said that it is another child's

    @classmethod
    def blank(cls, by: Officer, on: date) -> "ChildForm":
        """An empty form; whoever answers for one community need not type its name."""
        own = places.by_number(by.place_number)
        home = places.full_name(own) if own.level == Level.COMMUNITY else ""
        residence = Whereabouts.of({"residence": home}, "residence", by=by, on=on)
        return cls("", "", "", estimated=False, id_number="", residence=residence,
                   hukou=Whereabouts("hukou"), registered_on=on.isoformat())  # fmt: skip

    @classmethod
    def of(cls, given: Mapping[str, str], *, by: Officer, on: date) -> "ChildForm":
        """The form as it was sent."""
        return cls(
            name=given.get("name", ""),
            sex=given.get("sex", ""),
            birth_date=given.get("birth_date", ""),
            estimated=bool(given.get("estimated")),
            id_number=given.get("id_number", ""),
            residence=Whereabouts.of(given, "residence", by=by, on=on),
            hukou=Whereabouts.of(given, "hukou", by=by, on=on),
            registered_as=given.get("registered_as", ""),
            registered_on=given.get("registered_on", ""),
            same_name=given.get("same_name", ""),
        )

    @property
    def sides(self) -> Sequence[Whereabouts]:
        """Both addresses."""
        return (self.residence, self.hukou)

    @property
    def is_another(self) -> bool:
        """Whether somebody said that this is not the child of the same name; of no other name."""
        return self.same_name.strip() == self.name.strip()

    def faults(self) -> list[Finding]:
        """Everything that cannot be read, or says too little."""
        faults = [ask_where(side) for side in self.sides if side.open] + self._hukou_faults()
        for field, read in (("birth_date", self._birth), ("registered_on", self._registered_on)):
            try:
                read()
            except Refused as refusal:
                faults += [Finding(found.sentence, field=field) for found in refusal.findings]
        if not self.name.strip():
            faults.append(
                Finding(
                    Text(
                        "请写姓名；没有姓名的，写大家怎么叫这个孩子。",
                        "Please give the name, or what the child is called.",
                    ),
                    field="name",
                )
            )
        if not self.sex:
            faults.append(
                Finding(
                    Text("请选性别；不知道就选“未知”。", "Please choose; not known is fine."),
                    field="sex",
                )
            )
        return faults

    def told(self) -> NewChild:
        """What the register is told; what cannot be read stays unknown."""
        try:
            birth = self._birth()
        except Unreadable:
            birth = None
        try:
            registered_on = self._registered_on()
        except NotFilled:
            registered_on = None
        return NewChild(
            name=self.name,
            sex=self.sex,
            birth_date=birth.value if birth else None,
            birth_precision=self._precision(birth),
            id_number=self.id_number.strip() or None,
            residence=self.residence.place,
            residence_detail=self.residence.text,
            hukou=self.hukou.place,
            hukou_detail=self.hukou.text,
            registered_as=Hukou(self.registered_as) if self.registered_as in set(Hukou) else None,
            registered_on=registered_on,
        )

    def _hukou_faults(self) -> list[Finding]:
        """Where the class of registration and the place that was typed do not go together."""
        in_the_city = self.registered_as in {Hukou.CITY, Hukou.INSTITUTION_COLLECTIVE}
        if in_the_city and not self.hukou.text:
            told = Text(
                "选了本市户口，请写户籍地。", "Registered in the city: please say at which place."
            )
            return [Finding(told, field="hukou")]
        if in_the_city and self.hukou.outside:
            told = Text(
                "写着本市户口，户籍地却不在本市，请改正其一。",
                "It says registered in the city, and the place is not in it; please mend one.",
            )
            return [Finding(told, field="registered_as")]
        if self.registered_as == Hukou.NONE and self.hukou.text:
            told = Text(
                "写着没有户口，又填了户籍地，请改正其一。",
                "It says not registered, and names a place; please mend one of them.",
            )
            return [Finding(told, field="registered_as")]
        return []

    def _registered_on(self) -> date | None:
        return day_given(self.registered_on, "registered_on")

    def _birth(self) -> Day | None:
        if not self.birth_date.strip():
            return None
        return read_day(Cell(1, 1, Kind.TEXT, self.birth_date))

    def _precision(self, birth: Day | None) -> str:
        if birth is None:
            return Precision.UNKNOWN.value
        return (Precision.ESTIMATED if self.estimated else birth.precision).value


def _look_up(text: str, *, by: Officer, on: date) -> tuple[Place | None, list[Place]]:
    """The community an address surely names, else the places it may mean, the surest first."""
    book = places.address_book(on)
    found = book.find(text)
    if found.place is None or found.place.level < Level.DISTRICT:
        # Offices leave out what is their own: 龙泽苑 within 昌平区回龙观街道.
        own = places.full_name(places.by_number(by.place_number))
        within = book.find(own + text)
        if within.place is not None and within.place.number != by.place_number:
            found = within
    place = found.place
    if place is not None and place.level == Level.COMMUNITY:
        return place, [place]
    choices = [*found.candidates]
    if place is not None and place.level >= Level.STREET:
        choices = [*(choices or places.parts_of(place, on)), place]
    if not choices:
        choices = places.search(text, on=on, limit=MOST_CHOICES)
    return None, choices[:MOST_CHOICES]


def ask_where(side: Whereabouts) -> Finding:
    """What is said of an address that names no one place."""
    if side.choices:
        sentence = Text(
            "这个地址可能是好几处，请在下面选一处。",
            "This address may mean several places; please choose one below.",
        )
    else:
        sentence = Text(
            "在本市区划里没有找到。请补全区、街道（乡镇）和村（社区）；不在本市的，请在下面选“不在本市”。",
            "This is found nowhere in the city. Please add the district, the street and the "
            "community, or choose “outside the city” below.",
        )
    return Finding(sentence, field=side.kind)

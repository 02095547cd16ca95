"""Passwords for the invented people who can sign in: made anew for every installation."""

import json
import secrets
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction

from hutong.demo.players import CLERK, SIGN_INS
from hutong.foundation.access.models import Account
from hutong.foundation.access.queries import officer_named

ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else
GROUPS, LENGTH = 3, 4

SignIn = dict[str, str]


def give_out(*, home: Path, on: date) -> None:
    """Give everybody who can sign in a password, and keep it where only the owner reads."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    given: list[SignIn] = []
    with transaction.atomic():
        for username in SIGN_INS:
            account = Account.objects.select_for_update().get(username=username)
            password = _password()
            account.set_password(password)
            account.save(update_fields=["password"])
            officer = officer_named(username=username, on=on)
            given.append(
                {
                    "username": username,
                    "password": password,
                    "post": f"{officer.name} · {officer.place_name} · {officer.title.zh}"
                    f" ({officer.title.en})",
                }
            )
        _keep(home / "sign-ins.json", json.dumps(given, ensure_ascii=False, indent=1))
        _keep(home / "operator", CLERK)


def sign_ins(home: Path) -> list[SignIn]:
    """Who can sign in, with password and post; nothing where no city was built."""
    kept = home / "sign-ins.json"
    given: list[SignIn] = json.loads(kept.read_text()) if kept.exists() else []
    return given


def _keep(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text)


def _password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))

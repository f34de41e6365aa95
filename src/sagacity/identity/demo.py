"""Staff of the demonstration: names from the city pack, passwords made here and kept with the secrets."""

import json
import os
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from sagacity.identity import grants, models, passwords, roles, staff, types
from sagacity.kit import keys, policy
from sagacity.kit.city import api as city


@transaction.atomic
def make_demo_staff(*, at: datetime) -> list[types.DemoStaff]:
    """Open the accounts of the demonstration, once; a second start finds the same names and passwords."""
    kept = _kept()
    made: list[types.DemoStaff] = []
    for said in _in_city_pack():
        login = str(said["login"])
        kept.setdefault(login, passwords.generate())
        held = [str(role) for role in said.get("roles", ())]
        if not models.StaffAccount.objects.filter(login=login).exists():
            staff.add(
                login=login,
                name=str(said["name"]),
                division=str(said.get("division", "")),
                by=policy.SYSTEM,
                at=at,
                password=kept[login],
            )
            grants.at_set_up(staff_key=keys.make("Staff", login), held=held, at=at)
        grants.columns_for_work(staff_key=keys.make("Staff", login), at=at)  # last year's have ended
        titles = "・".join(roles.title(role) for role in held)
        made.append(types.DemoStaff(login=login, password=kept[login], name=str(said["name"]), role=titles))
    _keep(kept)
    return made


def _in_city_pack() -> list[dict[str, Any]]:
    path = city.folder() / "staff.toml"
    if not path.exists():
        return []
    return list(tomllib.loads(path.read_text(encoding="utf-8")).get("staff", []))


def _path() -> Path:
    return Path(settings.DATA_DIR) / "secrets" / "demo_staff.json"


def _kept() -> dict[str, str]:
    path = _path()
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _keep(passwords_by_login: dict[str, str]) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(passwords_by_login, file, ensure_ascii=False, indent=1)

"""My data: everything every room keeps of a resident, as a file and as lines to read."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.identity import browsers
from sagacity.identity.accounts import models, passkeys
from sagacity.kit import clock, keeping
from sagacity.kit.audit import api as audit
from sagacity.kit.manifest import all_manifests

LINES = 5000  # more than anybody has; a file must end


def everything(request: HttpRequest, here: models.Session) -> dict[str, Any]:
    """The account, what its browsers remember, and what each room keeps under its keys."""
    account = here.account
    return {
        "account": {
            "key": account.key,
            "nickname": account.nickname,
            "mail": account.mail,
            "verified": account.ial >= 2,
            "verified_at": _moment(account.verified_at),
            "district": account.district,
            "language": account.language,
            "since": _moment(account.created_at),
        },
        "passkeys": [
            {"name": one.name, "made_at": _moment(one.made_at), "used_at": _moment(one.used_at)}
            for one in passkeys.of(account)
        ],
        "sessions": [
            {
                "browser": row.browser,
                "started_at": _moment(row.started_at),
                "seen_at": _moment(row.seen_at),
                "how": row.how,
            }
            for row in account.sessions.order_by("id")
        ],
        "what_happened": [
            {"at": _moment(line.at), "what": line.action, "purpose": line.purpose}
            for line in audit.about(thing=account.key, limit=LINES)
        ],
        "device": identity.everything_kept(request),
        "looks": [
            {
                "day": look.day.isoformat(),
                "division": look.division,
                "purpose": look.purpose,
                "columns": look.group,
                "channel": look.channel,
            }
            for look in audit.looks_at(subjects=_keys(account), at=clock.now(), limit=LINES)
        ],
        "rooms": keeping.everything_kept(person=account.profile, also=(account.key,)),
    }


def readable(kept: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The same in lines: a title and what stands under it."""
    language = get_language() or "ja"
    parts = [
        (_("アカウント"), _account(kept["account"])),
        (_("パスキー"), [one["name"] for one in kept["passkeys"]]),
        (_("サインインしている端末"), [browsers.named(one["browser"]) for one in kept["sessions"]]),
        (_("アプリのおぼえ書き"), _notes(kept["device"].get("notes", []), language)),
    ]
    parts += [
        (told.title, [_counted(what, n) for what, n in told.parts])
        for told in keeping.told(kept["rooms"], language=language)
    ]
    return [(title, lines) for title, lines in parts if lines]


def _account(account: dict[str, Any]) -> list[str]:
    yes = _("確かめました") if account["verified"] else _("確かめていません")
    return [
        _("よび名：%(what)s") % {"what": account["nickname"] or "—"},
        _("メール：%(what)s") % {"what": account["mail"] or "—"},
        _("本人確認：%(what)s") % {"what": yes},
        _("はじめた日：%(what)s") % {"what": str(account["since"])[:10]},
    ]


def _notes(notes: list[dict[str, Any]], language: str) -> list[str]:
    """How many notes each app keeps, by its name; what has no manifest is the home screen."""
    names = {one.key: one.name_in(language) for one in all_manifests() if one.door != "staff"}
    count = Counter(names.get(note["app"], _("ホームの並びと案内")) for note in notes)
    return [_counted(name, n) for name, n in count.items()]


def _counted(what: str, n: int) -> str:
    return _("%(what)s：%(n)s件") % {"what": what, "n": n}


def _keys(account: models.Account) -> tuple[str, ...]:
    """Under which keys the log writes of somebody: the account, and the person it was proven to be."""
    return tuple(key for key in (account.key, account.inhabitant) if key)


def _moment(at: Any) -> str:
    return clock.local(at).isoformat(timespec="minutes") if at else ""

"""The residents' home: processor time of a warm request, with twelve cards too; what a visit loads."""

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sagacity.site.bench import Figure, pages, sandbox

ROUNDS = 200
CARDS = 12


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    yield Figure(
        "home.cpu_ms", found["cpu_ms"], "ms", f"GET / warm, city pack loaded, mean of {ROUNDS}", goal=6
    )
    about = f"GET / warm, but drawn anew for every request, mean of {ROUNDS}"
    yield Figure("home.drawn_cpu_ms", found["drawn_cpu_ms"], "ms", about, goal=6)
    about = f"GET /me/sign-in/ warm, never kept, mean of {ROUNDS}"
    yield Figure("home.sign_in_cpu_ms", found["sign_in_cpu_ms"], "ms", about, goal=6)
    about = f"GET / warm by a known device: {CARDS} cards, 3 unread letters, 1 pop-up, mean of {ROUNDS}"
    yield Figure("home.cards_cpu_ms", found["cards_cpu_ms"], "ms", about, goal=8)
    about = "the same, but drawn anew for every request, as in the first of each minute"
    yield Figure("home.cards_drawn_cpu_ms", found["cards_drawn_cpu_ms"], "ms", about, goal=15)
    about = f"page, {found['assets']} style sheets and scripts, gzip; no map"
    yield Figure("home.first_load_kb", found["kb"], "KB", about, goal=60)
    about = f"the same as letters only: page and {found['text_assets']} style sheet, gzip"
    yield Figure("home.text_only_kb", found["text_kb"], "KB", about, goal=10)


def _in_house() -> dict[str, float]:
    from django.core.cache import cache

    from sagacity.site import fill, prepare

    prepare.files()
    fill.pack()
    page, text = pages.get("/"), pages.get("/", cookie="sagacity_view=text")
    found = {
        "cpu_ms": pages.cpu_ms("/", rounds=ROUNDS),
        "drawn_cpu_ms": pages.cpu_ms("/", rounds=ROUNDS, before=cache.clear),
        "sign_in_cpu_ms": pages.cpu_ms("/me/sign-in/", rounds=ROUNDS),
        "kb": _size(page),
        "assets": len(page.assets),
        "text_kb": _size(text),
        "text_assets": len(text.assets),
    }
    cookie = _somebody()
    _twelve_cards()
    shown = pages.get("/", cookie=cookie).plain.decode()
    assert shown.count('<li class="home-card') == CARDS, "the home does not show twelve cards"
    assert shown.count("home-popup__title") == 1, "the home does not show the pop-up"
    found["cards_cpu_ms"] = pages.cpu_ms("/", rounds=ROUNDS, cookie=cookie)
    found["cards_drawn_cpu_ms"] = _drawn_ms(cookie)
    return found


def _drawn_ms(cookie: str) -> float:
    """A page of another address is drawn anew, while what all residents share stays warm."""
    begin = time.process_time()
    for number in range(ROUNDS):
        pages.get(f"/?{number}", cookie=cookie)
    return (time.process_time() - begin) * 1000 / ROUNDS


def _size(page: pages.Page) -> float:
    assert page.status.startswith("200"), f"GET / answers {page.status}"
    loaded = [pages.get(asset) for asset in page.assets]
    assert all(asset.status.startswith("200") for asset in loaded)
    return (len(page.body) + sum(len(asset.body) for asset in loaded)) / 1000


def _somebody() -> str:
    """A device that chose its town and has letters; answers its cookie."""
    from django.test import RequestFactory

    from sagacity.identity import api as identity
    from sagacity.identity import devices
    from sagacity.kit import clock
    from sagacity.messaging import api as messaging
    from sagacity.registry import api as registry
    from sagacity.shell import district
    from sagacity.site import news

    request, at = RequestFactory().get("/"), clock.now()
    district.choose(request, key=registry.towns()[0].key, at=at)
    person = identity.device_of(request).key
    for number, loudness in enumerate(("popup", "normal", "quiet")):
        draft = messaging.Draft(
            title={"ja": f"お知らせ{number}"},
            body={"ja": "工事のため、水が出ません。" * 10},
            audience=messaging.Audience(people=(person,)),
            publish_at=at,
            expires_at=at + timedelta(days=1),
            loudness=messaging.Loudness(loudness),
        )
        messaging.remind(client_key=f"bench {number}", draft=draft, app="", at=at)
    news.deliver()
    return f"{devices.COOKIE}={request._device.write}"  # type: ignore[attr-defined]


def _twelve_cards() -> None:
    """Each mini-app keeps its own cards; one more fills the home up to what it shows at most."""
    from sagacity.kit.cards import Card
    from sagacity.shell import manifests

    first = manifests.residents()[0]
    own = manifests.hook(first.package, "cards")

    def cards(request: Any, at: datetime) -> list[Card]:
        said = list(own(request, at=at)) if own else []
        return said + [
            Card(
                app=first.key,
                key=f"bench-{number}",
                title=f"きょうのこと{number}",
                body="9月15日(火) 10時から12時まで\n市民会館の大きな部屋",
                url=f"/apps/{first.key}/{number}/",
                icon="event",
                urgency=60 - number,
                because="保存した催しだから",
                expires=at + timedelta(hours=number + 1),
            )
            for number in range(CARDS)
        ]

    found = manifests.hook
    manifests.hook = lambda package, question: (  # type: ignore[assignment]
        cards if (package, question) == (first.package, "cards") else found(package, question)
    )


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process

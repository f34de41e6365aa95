"""Citizen cards checked: by the city's own reader, at a counter online, by a throttled phone's browser."""

import importlib.util
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sagacity.site import environment
from sagacity.site.bench import Figure, card_scripts, machine, sandbox

CARDS = 300
ROUNDS = 4
IN_BROWSER = 60
SLOWER = 6  # what a cheap phone is to this machine
PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    about = f"{CARDS} cards with a fresh signature of their phone, both signatures checked"
    yield Figure(
        "card.verify_per_cpu_s", found["desk"], "/CPU s", f"{about}; list fetched once", 1500, at_least=True
    )
    yield Figure(
        "card.online_per_cpu_s",
        found["online"],
        "/CPU s",
        f"{about}; keys and card asked of {machine.database()} each time",
    )
    yield Figure("card.letters", found["letters"], "letters", "text of a code; version 13-M holds 483", 483)
    yield Figure("card.list_ms", found["list_ms"], "ms", f"signed list of {CARDS} ended cards")
    if "browser_ms" in found:
        setting = f"{IN_BROWSER} cards in Chromium, {SLOWER}x throttled, median"
        yield Figure("card.browser_verify_ms", found["browser_ms"], "ms", setting, goal=50)
        about = f"{setting}: a frame of 720x720 with a turned code, found, read and checked"
        yield Figure("card.browser_scan_ms", found["scan_ms"], "ms", about, goal=1000)
        yield Figure("card.browser_draw_ms", found["draw_ms"], "ms", f"{setting}: sign and draw the picture")


def _in_house() -> dict[str, float]:
    from sagacity.identity.cards import models, status_list
    from sagacity.kit import clock

    at = clock.now()
    texts = _texts(at)
    said: dict[str, float] = {"letters": len(texts[0])}
    said["desk"] = _at_a_desk(texts, at)
    said["online"] = _online(texts, at)
    if chromium := _chromium():
        said |= _browser(chromium, texts[:IN_BROWSER], at)
    models.Card.objects.update(ended_at=at)
    start = time.process_time()
    status_list.status_list(at=at)
    said["list_ms"] = (time.process_time() - start) * 1000
    return said


def _texts(at: Any) -> list[str]:
    from django.db import transaction

    with transaction.atomic():
        return [_text(number, at) for number in range(CARDS)]


def _text(number: int, at: Any) -> str:
    from sagacity.identity.cards import making
    from sagacity.identity.cards.tokens import showing, signing
    from sagacity.identity.cards.types import Kind
    from sagacity.kit.policy import SYSTEM

    private = signing.new_private()
    row = making.make(
        kind=Kind.DEVICE,
        resident=f"urn:ngsi-ld:Resident:{number}",
        inhabitant=f"urn:ngsi-ld:Inhabitant:{number}",
        label="",
        point=signing.coordinates(private.public_key()),
        by=SYSTEM,
        at=at,
    )
    token = signing.unpadded(making.for_phone(row, facts=None, at=at).token)
    return showing.show(token, at=int(at.timestamp()), private=private)


def _at_a_desk(texts: list[str], at: Any) -> float:
    from sagacity.identity.cards import api as cards

    desk = cards.desk(at=at)
    start = time.process_time()
    for _round in range(ROUNDS):
        seen = cards.Seen()
        for text in texts:
            desk.read(text, at=at, seen=seen)
    return ROUNDS * len(texts) / (time.process_time() - start)


def _online(texts: list[str], at: Any) -> float:
    from sagacity.identity.cards import api as cards

    start = time.process_time()
    for text in texts:
        cards.read(text, at=at)
    return len(texts) / (time.process_time() - start)


def _chromium() -> str:
    """Chromium and what drives it are there on a developer's machine; a city's server does without."""
    if importlib.util.find_spec("playwright") is None:
        return ""
    named = environment.text("CHROMIUM")
    return next((place for place in ([named] if named else PLACES) if Path(place).is_file()), "")


HOME = "http://localhost/"


def _browser(executable: str, texts: list[str], at: Any) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    from sagacity.identity.cards import api as cards

    keys = [{"kid": key.kid, "x": key.x, "y": key.y} for key in cards.public_keys(at=at)]
    carried = {"issuer": cards.issuer(), "keys": keys, "ended": []}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.route("**/*", _serve)
        page.goto(HOME)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        verify = page.evaluate(card_scripts.VERIFY, [texts, carried, int(at.timestamp())])
        scan = page.evaluate(card_scripts.SCAN, [texts, carried, int(at.timestamp())])
        draw = page.evaluate(card_scripts.DRAW)
        browser.close()
    return {"browser_ms": float(verify), "scan_ms": float(scan), "draw_ms": float(draw)}


def _serve(route: Any) -> None:
    from sagacity.identity import cards

    name = route.request.url.removeprefix(HOME)
    scripts = Path(cards.__path__[0]) / "static" / "cards"
    if name in {"sg2.js", "qr.js", "qr_find.js", "qr_read.js"}:
        route.fulfill(body=(scripts / name).read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>bench</title>", content_type="text/html")


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process

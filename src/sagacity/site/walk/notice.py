"""A notice on its way: written for one town, read there and nowhere else, and taken back."""

import re
import time
from datetime import timedelta

from sagacity.kit import clock
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry
from sagacity.site.visitor import Visitor
from sagacity.site.walk.house import PATIENCE, DidNotWork, Surroundings, must, signed_in, who_may

TITLE = "demo --once の試し"
_CLIENT_KEY = re.compile(r'name="client_key" value="([^"]+)"')


def say_and_take_back(house: Surroundings) -> str:
    """To a whole town, as a pop-up; another town hears nothing."""
    here, elsewhere = registry.towns()[:2]
    reader, neighbour = _living_in(house, here), _living_in(house, elsewhere)
    writer = signed_in(house, who_may(house, "notices.write"))
    notice = _written(writer, here)
    page = f"/desk/notices/{notice}/"
    writer.send(f"{page}submit/", seen_on=page)
    try:
        _wait_until_read(house, reader)
        must(TITLE not in neighbour.get("/").text, f"{elsewhere.name} reads what is for {here.name}")
    finally:
        writer.send(f"{page}recall/", seen_on=page, oddly_named={"recall-why": "demo --once"})
    must(TITLE not in reader.get("/").text, "what was taken back still stands on the home")
    return f"popped up in {here.name}, not in {elsewhere.name}, then taken back"


def _living_in(house: Surroundings, town: registry.Town) -> Visitor:
    visitor = Visitor(house.port)
    visitor.send("/district/", district=town.key)
    return visitor


def _written(writer: Visitor, town: registry.Town) -> str:
    form = "/desk/notices/new/"
    found = _CLIENT_KEY.search(writer.get(form).text)
    must(found is not None, "the form of a notice has no key of its own")
    ends = clock.local(clock.now() + timedelta(days=1))
    writer.send(
        form,
        client_key=found[1] if found else "",
        title_ja=TITLE,
        body_ja="これは動作の確認です。すぐに取り消します。",
        whom="some",
        districts=town.key,
        loudness="popup",
        channels="push",
        expires_at=f"{ends:%Y-%m-%dT%H:%M}",
    )
    said = messaging.notices(words=TITLE, states=(messaging.NoticeState.DRAFT,), limit=1).notices
    if not said:
        raise DidNotWork("the notice was not kept")
    return said[0].key


def _wait_until_read(house: Surroundings, reader: Visitor) -> None:
    deadline = time.monotonic() + PATIENCE
    while TITLE not in reader.get("/").text:
        must(time.monotonic() < deadline, f"no notice after {PATIENCE:.0f} s; does the worker run?")
        house.look()
        time.sleep(0.3)

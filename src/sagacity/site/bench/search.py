"""Search over 20,000 records: words of one, two and more characters, as people type them."""

import json
import statistics
import time
from collections.abc import Iterator

from sagacity.site.bench import Figure, sandbox

RECORDS = 20_000
WORDS = ("図書館", "中央", "若葉 公民館", "川上小学校", "保育", "診療所19", "駅")
ROUNDS = 15


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    about = f"{RECORDS:,} records, {len(WORDS)} queries × {ROUNDS}, first page of 20 with the total"
    yield Figure("search.p50_ms", found["p50"], "ms", about, goal=20)
    yield Figure("search.p95_ms", found["p95"], "ms", about)
    yield Figure("search.build_s", found["build"], "s", f"{RECORDS:,} records put in")


def _in_house() -> dict[str, float]:
    from sagacity.kit import clock
    from sagacity.kit.search import api as search

    at = clock.now()
    names = (f"{first}{second}" for first in _FIRST for second in _SECOND)
    titles = [name for name in names for _ in range(RECORDS // (len(_FIRST) * len(_SECOND)))]
    start = time.monotonic()
    search.put(
        search.Document(
            key=f"urn:ngsi-ld:Place:bench-{number}",
            kind="place",
            title=f"{title}{number}",
            text=f"{title}の{number % 40 + 1}番地にある施設です。毎週月曜日は休みです。",
            url=f"/apps/places/{number}/",
            at=at,
        )
        for number, title in enumerate(titles)
    )
    build = time.monotonic() - start
    silent = [words for words in WORDS if not search.find(words=words).total]
    assert not silent, f"nothing was found for {silent}: this would measure an empty search"
    took = sorted(_one(words) for _ in range(ROUNDS) for words in WORDS)
    return {"build": build, "p50": statistics.median(took), "p95": took[int(len(took) * 0.95)]}


_FIRST = ("中央", "北", "南", "東", "西", "新", "本", "川上", "大町", "若葉")
_SECOND = ("公民館", "小学校", "体育館", "保育所", "図書館", "駅前広場", "市民センター", "診療所")


def _one(words: str) -> float:
    from sagacity.kit.search import api as search

    start = time.perf_counter()
    search.find(words=words, limit=20)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process

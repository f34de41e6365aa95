"""The residents' home: processor time of a warm request, and what a first visit loads."""

import json
from collections.abc import Iterator

from sagacity.site.bench import Figure, pages, sandbox

ROUNDS = 200


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    yield Figure(
        "home.cpu_ms", found["cpu_ms"], "ms", f"GET / warm, city pack loaded, mean of {ROUNDS}", goal=6
    )
    about = f"GET / warm, but drawn anew for every request, mean of {ROUNDS}"
    yield Figure("home.drawn_cpu_ms", found["drawn_cpu_ms"], "ms", about)
    about = f"page, {found['assets']} style sheets and scripts, gzip; no map"
    yield Figure("home.first_load_kb", found["kb"], "KB", about, goal=60)


def _in_house() -> dict[str, float]:
    from django.core.cache import cache

    from sagacity.site import fill, prepare

    prepare.files()
    fill.pack()
    page = pages.get("/")
    assert page.status.startswith("200"), f"GET / answers {page.status}"
    loaded = [pages.get(asset) for asset in page.assets]
    assert all(asset.status.startswith("200") for asset in loaded)
    size = len(page.body) + sum(len(asset.body) for asset in loaded)
    return {
        "cpu_ms": pages.cpu_ms("/", rounds=ROUNDS),
        "drawn_cpu_ms": pages.cpu_ms("/", rounds=ROUNDS, before=cache.clear),
        "kb": size / 1000,
        "assets": len(loaded),
    }


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process

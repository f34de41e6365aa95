"""A walk through the running house that proves it works: one line per step, the first failure ends it."""

import time
from collections.abc import Callable, Sequence

from sagacity.identity import api as identity
from sagacity.site.speech import complain, show
from sagacity.site.walk import file, notice, pages, platform
from sagacity.site.walk.house import Surroundings


def everything(*, port: int, staff: Sequence[identity.DemoStaff], look: Callable[[], None]) -> int:
    """Walk all steps; answers the exit code."""
    house = Surroundings(port, staff, look)
    for japanese, english, step in STEPS:
        start = time.monotonic()
        try:
            proof = step(house)
        except Exception as problem:  # any failure of any page is what this walk is there to find
            complain(f"✗ {japanese}: {problem}", f"  {english} failed: {type(problem).__name__}")
            return 1
        show(f"✓ {japanese} / {english}: {proof} ({time.monotonic() - start:.1f} s)")
    return 0


STEPS: tuple[tuple[str, str, Callable[[Surroundings], str]], ...] = (
    ("市民のホーム", "residents' home", pages.home),
    ("ごみの日", "garbage", pages.garbage),
    ("地図と施設", "places", pages.places),
    ("住民の一日", "the resident's day", pages.the_day),
    ("オープンデータ", "open-data catalogue", pages.catalogue),
    ("データ連携基盤", "data-linkage platform", platform.linked),
    ("職員のサインイン", "staff sign-in", pages.staff),
    ("データの取り込み", "import", file.import_and_undo),
    ("お知らせ", "notice", notice.say_and_take_back),
)

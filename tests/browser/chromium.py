"""A real Chromium that reaches no host but this machine."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

USUAL_PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-domain-reliability",
    "--metrics-recording-only",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    # Whatever a page or Chromium itself asks of another host is answered by nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
SCREENS: Mapping[str, Mapping[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
    },
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
# A worker of its own for each of a hundred visitors would cost minutes; stories without a network allow it.
AT_HOME = {"locale": "ja-JP", "timezone_id": "Asia/Tokyo", "service_workers": "block"}


def path() -> Path | None:
    """The Chromium named by the setting, or the first one found."""
    named = os.environ.get("SAGACITY_CHROMIUM", "")
    candidates = [named] if named else USUAL_PLACES
    return next((Path(one) for one in candidates if Path(one).is_file()), None)


@contextmanager
def opened(executable: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()

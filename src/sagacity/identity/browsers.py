"""Browsers in words: what a person recognises of the line a browser says of itself."""

_MACHINES = ("iPhone", "iPad", "Android", "Windows", "CrOS", "Macintosh", "Linux")
_NAMES = {
    "Edg": "Edge",
    "SamsungBrowser": "Samsung",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
}
_LAST = {"Chrome": "Chrome", "Safari": "Safari"}  # others say these words too, so they are looked for last
_CALLED = {"Macintosh": "Mac", "CrOS": "Chromebook"}


def machine(user_agent: str) -> str:
    """What it runs on, such as "iPhone"; empty when it does not say."""
    found = next((name for name in _MACHINES if name in user_agent), "")
    return _CALLED.get(found, found)


def named(user_agent: str) -> str:
    """Browser and machine, such as "Safari・iPhone"; the line itself when neither is known."""
    browser = next((name for mark, name in (_NAMES | _LAST).items() if mark in user_agent), "")
    return "・".join(part for part in (browser, machine(user_agent)) if part) or user_agent[:60]

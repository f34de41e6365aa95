"""A visitor who has no mouse: everything by Tab, Enter, space and the arrows."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

WHERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  window.sgStops ??= new WeakSet();
  const seen = window.sgStops.has(one);
  window.sgStops.add(one);
  const box = one.getBoundingClientRect();
  const shows = (x, y) => {
    const above = document.elementFromPoint(x, y);
    return !!above && (one.contains(above) || above.contains(one));
  };
  const across = [0.1, 0.5, 0.9].map((part) => box.left + box.width * part);
  const down = [0.1, 0.5, 0.9].map((part) => box.top + box.height * part);
  const outlined = (each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  // A card whose title is a link to the whole of it wears the mark itself.
  const card = one.closest("li");
  return {
    seen,
    html: one.outerHTML.slice(0, 140),
    href: one.getAttribute("href") ?? "",
    on_screen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    uncovered: across.some((x) => down.some((y) => shows(x, y))),
    marked: outlined(one) || (!!card && outlined(card)),
  };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """One element the focus came to."""

    html: str
    href: str
    is_on_screen: bool
    is_uncovered: bool
    is_marked: bool

    @property
    def is_visible(self) -> bool:
        return self.is_on_screen and self.is_uncovered and self.is_marked


def walk(page: Page, *, at_most: int = 60) -> list[Stop]:
    """Every stop of Tab, from the top of the page until the first comes again."""
    stops: list[Stop] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        here: dict[str, Any] | None = page.evaluate(WHERE)
        if here is None or here["seen"]:
            break
        stops.append(Stop(here["html"], here["href"], here["on_screen"], here["uncovered"], here["marked"]))
    return stops


def tab_to(target: Locator, *, at_most: int = 120) -> None:
    """Press Tab until the focus is there."""
    target.wait_for()
    for _ in range(at_most):
        if target.evaluate("one => one === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {target} within {at_most} steps")


def press(target: Locator, key: str = "Enter") -> None:
    """Go there by Tab and press a key."""
    tab_to(target)
    target.page.keyboard.press(key)


def write(target: Locator, words: str) -> None:
    """Go to a field by Tab and type."""
    tab_to(target)
    target.page.keyboard.type(words)

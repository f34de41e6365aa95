"""The page's own reader of QR codes: what a cheap camera makes of a phone's screen."""

import base64
import random
from typing import Any

import numpy
import pytest
import segno
from playwright.sync_api import Browser

from sagacity.identity.cards.tests import vectors
from tests.browser.scripts_alone import page_with_scripts

READ = """async (frames) => {
  const scripts = ["/qr.js", "/qr_find.js", "/qr_read.js"].map((path) => import(path));
  const [drawing, finding, { reader }] = await Promise.all(scripts);
  const eye = reader(drawing, finding);
  return frames.map(([side, picture]) => {
    const grey = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    return eye.read(grey, side, side);
  });
}"""
SIDE = 720
TEXTS = {"phone": vectors.shown(), "paper": vectors.paper()}
SEEN = {
    "straight": {},
    "turned": {"turn": 0.4},
    "on its corner": {"turn": 0.785},
    "upside down and tilted": {"turn": 3.0, "tilt": 0.08},
    "noisy": {"noise": 15},
    "out of focus": {"blur": 3},
    "half in the shade": {"shade": 0.6},
    "far": {"span": 330},
    "near": {"span": 640},
    "all of it": {"span": 500, "turn": 0.1, "tilt": 0.08, "noise": 8, "blur": 1, "shade": 0.4},
}


def _seen(
    text: str,
    *,
    span: int = 440,
    turn: float = 0,
    tilt: float = 0,
    noise: float = 0,
    blur: int = 0,
    shade: float = 0,
) -> list[Any]:
    """A grey picture of a code on a grey table, as a camera would see it."""
    modules = numpy.pad(numpy.array(segno.make_qr(text, error="m", boost_error=False).matrix), 4)
    down, across = numpy.mgrid[0:SIDE, 0:SIDE] / 1.0
    x, y = (across - SIDE / 2) / span, (down - SIDE / 2) / span
    u, v = numpy.cos(turn) * x + numpy.sin(turn) * y, numpy.cos(turn) * y - numpy.sin(turn) * x
    depth = 1 + tilt * u + tilt * v
    column = numpy.floor((u / depth + 0.5) * len(modules)).astype(int)
    row = numpy.floor((v / depth + 0.5) * len(modules)).astype(int)
    is_code = (row >= 0) & (column >= 0) & (row < len(modules)) & (column < len(modules))
    grey = numpy.full((SIDE, SIDE), 120.0)
    grey[is_code] = 235 - 200 * modules[row[is_code], column[is_code]]
    for _ in range(blur):
        grey = sum(numpy.roll(grey, step, axis) for step in (-1, 1) for axis in (0, 1)) / 5 + grey / 5
    grey *= 1 - shade * (across + down) / (2 * SIDE)
    grey += numpy.random.default_rng(5).normal(0, noise, grey.shape)
    return [SIDE, base64.b64encode(grey.clip(0, 255).astype(numpy.uint8).tobytes()).decode()]


@pytest.mark.parametrize("name", TEXTS)
def test_a_code_is_read_however_it_is_held(browser: Browser, name: str) -> None:
    page = page_with_scripts(browser)

    said = page.evaluate(READ, [_seen(TEXTS[name], **how) for how in SEEN.values()])  # type: ignore[arg-type]
    page.context.close()

    read = {how: one["text"] for how, one in zip(SEEN, said, strict=True)}
    assert read == dict.fromkeys(SEEN, TEXTS[name])


def test_every_version_is_read_with_a_tenth_of_it_covered(browser: Browser) -> None:
    dice = random.Random(3)
    texts = ["".join(dice.choices("0123456789ABCDEF $%*+-./:", k=size)) for size in range(15, 600, 24)]
    page = page_with_scripts(browser)
    frames = []
    for text in texts:
        _side, picture = _seen(text, span=560)
        grey = bytearray(base64.b64decode(picture))
        for y in range(SIDE // 2 - 40, SIDE // 2 + 10):  # a thumb
            grey[y * SIDE + 330 : y * SIDE + 380] = bytes(50)
        frames.append([SIDE, base64.b64encode(grey).decode()])

    said = page.evaluate(READ, frames)
    page.context.close()

    assert [one["text"] for one in said] == texts


def test_where_there_is_no_code_of_ours_nothing_is_read(browser: Browser) -> None:
    page = page_with_scripts(browser)
    dots = numpy.random.default_rng(1).integers(0, 255, SIDE * SIDE, dtype=numpy.uint8)
    other = segno.make_qr("https://example.jp/a-page", error="m")  # another mode than our codes
    modules = numpy.kron(numpy.pad(1 - numpy.array(other.matrix), 4, constant_values=1), numpy.ones((16, 16)))
    picture = numpy.full((SIDE, SIDE), 255, dtype=numpy.uint8)
    picture[: len(modules), : len(modules)] = (modules * 255).astype(numpy.uint8)[:SIDE, :SIDE]
    frames = [[SIDE, base64.b64encode(one.tobytes()).decode()] for one in (dots, picture)]

    said = page.evaluate(READ, frames)
    page.context.close()

    assert [one["text"] for one in said] == [None, None]

"""The icon on a phone's home screen, drawn from the mark and the city's colour without any picture file."""

import struct
import zlib
from functools import lru_cache

GRID = 24  # the mark is drawn on 24 squares
# Left, top, right, bottom in squares: two houses and the ground they stand on.
STROKES = (
    (5, 18, 19, 19.5),
    (11, 6, 12.5, 18),
    (11, 6, 17, 7.5),
    (15.5, 6, 17, 18),
    (7, 11, 8.5, 18),
    (7, 11, 11, 12.5),
)
WHITE = (255, 255, 255)
CORNER = 5.0
SAFE = 0.72  # of a maskable icon every phone shows at least this much


def svg(*, colour: str) -> str:
    """The icon as a drawing."""
    bars = "".join(
        f'<path d="M{left} {top}H{right}V{bottom}H{left}z"/>' for left, top, right, bottom in STROKES
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">'
        f'<rect width="{GRID}" height="{GRID}" rx="{CORNER:g}" fill="{colour}"/>'
        f'<g fill="#fff">{bars}</g></svg>'
    )


@lru_cache(maxsize=16)
def png(*, size: int, colour: str, maskable: bool = False) -> bytes:
    """The icon as a picture; a maskable one fills its whole square, so that a phone may cut its own shape."""
    paper = (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
    scale = size / GRID * (SAFE if maskable else 1)
    shift = (size - GRID * scale) / 2
    bars = [_scaled(stroke, scale, shift) for stroke in STROKES]
    lines = (_line(y, size, paper, bars, 0 if maskable else CORNER * size / GRID) for y in range(size))
    return _encode(size, b"".join(b"\0" + line for line in lines))


def _scaled(stroke: tuple[float, float, float, float], scale: float, shift: float) -> tuple[int, ...]:
    return tuple(round(edge * scale + shift) for edge in stroke)


def _line(y: int, size: int, paper: tuple[int, ...], bars: list[tuple[int, ...]], corner: float) -> bytes:
    line = bytearray(bytes((*paper, 255)) * size)
    for left, top, right, bottom in bars:
        if top <= y < bottom:
            line[left * 4 : right * 4] = bytes((*WHITE, 255)) * (right - left)
    for x in range(int(corner) + 1):
        line[x * 4 + 3] = line[(size - 1 - x) * 4 + 3] = _inside(x, min(y, size - 1 - y), corner)
    return bytes(line)


def _inside(x: int, y: int, corner: float) -> int:
    """How much of a corner's dot lies inside the round edge: 0 to 255."""
    if x >= corner or y >= corner:
        return 255
    steps = (0.125, 0.375, 0.625, 0.875)
    hits = sum((corner - x - a) ** 2 + (corner - y - b) ** 2 <= corner**2 for a in steps for b in steps)
    return hits * 255 // 16


def _encode(size: int, rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )

"""What a phone needs to put the city on its home screen and to read it without a network."""

import json
import struct
import zlib

import pytest

from sagacity.identity.testing import Actor
from sagacity.kit.city import api as city
from sagacity.shell import icons

pytestmark = pytest.mark.django_db


def dots(picture: bytes) -> tuple[int, list[bytes]]:
    """Size and lines of a picture, read as any program reads PNG."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    parts: dict[bytes, bytes] = {}
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        name, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        assert struct.unpack(">I", picture[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        parts[name] = body
        at += 12 + length
    width, height, *_ = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    assert width == height
    raw, step = zlib.decompress(parts[b"IDAT"]), width * 4 + 1
    return width, [raw[line * step + 1 : (line + 1) * step] for line in range(height)]


@pytest.mark.parametrize("size", [192, 512])
def test_the_icon_has_the_colour_of_the_city_round_corners_and_a_white_mark(size: int) -> None:
    width, lines = dots(icons.png(size=size, colour="#197a4b"))

    assert width == size
    assert lines[0][3] == 0
    assert lines[size // 2][:4] == bytes.fromhex("197a4bff")
    assert bytes((255, 255, 255, 255)) in lines[int(size * 0.77)]


def test_a_maskable_icon_fills_its_square_and_keeps_the_mark_in_the_safe_middle() -> None:
    _, lines = dots(icons.png(size=512, colour="#197a4b", maskable=True))

    assert lines[0][:4] == bytes.fromhex("197a4bff")
    white = [
        (x, y)
        for y, line in enumerate(lines)
        for x in range(0, 512, 4)
        if line[x * 4 : x * 4 + 3] == b"\xff\xff\xff"
    ]
    assert all((x - 256) ** 2 + (y - 256) ** 2 <= (512 * 0.4) ** 2 for x, y in white)


def test_the_manifest_names_the_city_and_pictures_that_exist(
    hanako: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")

    said = json.loads(hanako.opens("/manifest.webmanifest").content)

    assert said["name"] == city.load("example").name["ja"]
    for icon in said["icons"]:
        answer = hanako.opens(icon["src"])
        assert (answer.status_code, answer["Content-Type"]) == (200, icon["type"])
    assert hanako.opens("/icon-7.png").status_code == 404


def test_the_worker_may_serve_all_pages_is_asked_for_anew_and_names_files_that_exist(hanako: Actor) -> None:
    answer = hanako.opens("/sw.js")
    script = answer.content.decode()

    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    config = json.loads(script.split("const CONFIG = ")[1].split(";\n")[0])
    assert set(config["sentences"]) == {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}
    assert config["sentences"]["en"]["title"] == "No network. Showing what was saved"


@pytest.mark.parametrize(("language", "words"), [("ja", "電波がありません"), ("ko", "통신이 되지 않습니다")])
def test_the_page_without_a_network_exists_in_every_language(
    hanako: Actor, language: str, words: str
) -> None:
    answer = hanako.opens("/offline/", language=language)

    assert answer["Content-Language"] == language
    assert words in hanako.sees()


def test_a_device_keeps_the_days_of_its_area_and_its_saved_places(hanako: Actor) -> None:
    before = json.loads(hanako.opens("/offline/kept.json").content)

    assert before["paths"] == ["/apps/places/saved.json"]

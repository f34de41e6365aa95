"""What is taken, what becomes of it on the way in, and how long it stays."""

import os
import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from sagacity.kit import clock, keys, seals
from sagacity.kit.uploads import api as uploads
from sagacity.kit.uploads import health, jobs, receiving, storing
from sagacity.kit.uploads.testing import scanners
from sagacity.kit.uploads.testing.files import pdf, photo

pytestmark = pytest.mark.django_db


def _receive(content: bytes, *, name: str = "写真.jpg", days: int = 30) -> uploads.Upload:
    at = clock.now()
    return uploads.receive(
        content=content, name=name, owner=keys.new("Device"), until=at + timedelta(days=days), at=at
    )


def _refusal(content: bytes) -> str:
    with pytest.raises(uploads.Refused) as refused:
        _receive(content)
    assert len(refused.value.words) > 10
    return refused.value.code


def test_a_picture_stands_upright_and_tells_nothing_of_its_camera() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Hanako's phone"
    exif[0x8825] = {1: "N", 2: (33.0, 15.0, 48.0)}
    taken = _receive(photo(exif=exif))

    with Image.open(BytesIO(uploads.content(key=taken.key))) as image:
        assert image.size == (40, 60)
        assert dict(image.getexif()) == {}
        assert image.convert("L").getpixel((20, 5)) > image.convert("L").getpixel((20, 55))  # type: ignore[operator]  # red came up
    assert b"Hanako" not in uploads.content(key=taken.key)


def test_the_name_of_a_file_decides_nothing() -> None:
    taken = _receive(photo(), name="../../etc/申請書.pdf")

    assert taken.media_type is uploads.MediaType.JPEG
    assert taken.name.endswith("申請書.jpg")
    assert "/" not in taken.name


def test_a_large_picture_becomes_small_enough_to_read() -> None:
    taken = _receive(photo(width=6000, height=300))

    with Image.open(BytesIO(uploads.content(key=taken.key))) as image:
        assert image.width == 4000
    with Image.open(BytesIO(uploads.thumbnail(key=taken.key))) as image:
        assert max(image.size) <= 480


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 an office document", "unknown"),
        (b"<svg onload=alert(1)>", "unknown"),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 40, "heic"),
        (photo()[:200], "broken"),
        (b"\xff\xd8\xff not a picture", "broken"),
        (b"\xff" * (uploads.LARGEST + 1), "too_large"),
        (b"%PDF-1.7 cut off", "broken"),
        (pdf(inside=b"4 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj"), "active"),
        (pdf(inside=b"4 0 obj << /S /J#61vaScript >> endobj"), "active"),
        (pdf(inside=b"4 0 obj << /S /Launch /F (cmd.exe) >> endobj"), "active"),
        (pdf(inside=b"4 0 obj << /Type /EmbeddedFile >> endobj"), "active"),
        (pdf(inside=b"trailer << /Encrypt 9 0 R >>"), "password"),
        (
            pdf(
                inside=b"4 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
                + zlib.compress(b"5 0 << /S /JavaScript >>")
                + b"\nendstream endobj"
            ),
            "active",
        ),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do(content: bytes, code: str, folder: Path) -> None:
    assert _refusal(content) == code
    assert list(folder.glob("*/*")) == []


def test_a_picture_that_would_unfold_to_gigabytes_is_refused_unread() -> None:
    chunk = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    bomb = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")

    assert _refusal(bomb) in {"too_many_pixels", "broken"}


def test_pixels_that_spell_a_word_of_programs_are_no_program() -> None:
    drawn = b"4 0 obj << /Subtype /Image >>\nstream\n\x01/JS\x02 /JavaScript \nendstream endobj"

    assert _receive(pdf(inside=drawn)).media_type is uploads.MediaType.PDF


def test_a_pdf_does_not_say_who_made_it() -> None:
    given = pdf()
    kept = uploads.content(key=_receive(given, name="a.pdf").key)

    assert b"Hanako" not in kept
    assert b"48616E616B6F" not in kept
    assert len(kept) == len(given)


def test_a_signed_pdf_stays_as_it_is() -> None:
    given = pdf(inside=b"4 0 obj << /Type /Sig /ByteRange [0 10 20 30] >> endobj")

    assert uploads.content(key=_receive(given, name="a.pdf").key) == given


def test_nobody_reads_it_without_the_secret_of_the_house(folder: Path, settings: Settings) -> None:
    taken = _receive(pdf(about=b"", inside=b"% the words of hanako"), name="a.pdf")
    (file,) = folder.glob("*/*")
    assert b"hanako" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next secret of the house, long enough to be one" * 2
    assert b"hanako" in uploads.content(key=taken.key)
    assert storing.renew() == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert b"hanako" in uploads.content(key=taken.key)

    settings.SECRET_KEY = "another"
    with pytest.raises(seals.BrokenSeal):
        uploads.content(key=taken.key)


@pytest.mark.parametrize("kind", ["clamd", "icap"])
def test_a_scanner_is_asked_before_anything_is_kept(kind: str, settings: Settings, folder: Path) -> None:
    with scanners.running(kind) as address:
        settings.UPLOAD_SCANNER = address
        assert health.scanner().ok
        assert _receive(photo()).size > 0
        before = sorted(folder.glob("*/*"))
        assert _refusal(pdf(inside=b"% " + scanners.EICAR)) == "infected"
        assert sorted(folder.glob("*/*")) == before

    assert not health.scanner().ok
    assert _refusal(photo()) == "scanner_away"


def test_without_a_scanner_the_health_page_says_so() -> None:
    assert "not scanned" in health.scanner().detail


def test_what_nobody_attached_goes_and_what_belongs_to_a_case_stays(
    folder: Path, django_capture_on_commit_callbacks: object
) -> None:
    at = clock.now()
    lost, kept = _receive(photo(), days=1), _receive(photo(), days=1)
    uploads.attach(keys=[kept.key], about="urn:ngsi-ld:Case:1", at=at)
    with pytest.raises(uploads.NoSuchUpload):
        uploads.attach(keys=[kept.key], about="urn:ngsi-ld:Case:2", at=at)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        jobs.drop_what_is_over(at + timedelta(days=2))

    with pytest.raises(uploads.NoSuchUpload):
        uploads.content(key=lost.key)
    assert [one.key for one in uploads.uploads_about(about="urn:ngsi-ld:Case:1")] == [kept.key]
    assert len(list(folder.glob("*/*"))) == 2

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert uploads.drop_about(about="urn:ngsi-ld:Case:1") == 1
    assert list(folder.glob("*/*")) == []


def test_bytes_that_a_killed_process_left_go_after_a_day(folder: Path) -> None:
    storing.write(keys.new("Upload"), b"half a story")
    (file,) = folder.glob("*/*")
    at = clock.now()
    assert receiving.drop_files_without_rows(at=at) == 0

    os.utime(file, (at.timestamp() - 100_000,) * 2)
    assert receiving.drop_files_without_rows(at=at) == 1
    assert not file.exists()

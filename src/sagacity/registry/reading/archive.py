"""Zip containers: looked through before anything in them is trusted."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sagacity.registry.reading import limits
from sagacity.registry.reading.table import Unreadable

_CHUNK = 1 << 18
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)|<\0!\0(D\0O\0C|E\0N\0T)", re.IGNORECASE)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip whose sizes were looked at.

    Raises:
        Unreadable: broken, locked, or far larger inside than outside.
    """
    try:
        with zipfile.ZipFile(path) as box:
            _bounded(box)
            yield box
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
        raise Unreadable(
            "file.broken",
            "ファイルが途中で切れているか、壊れています",
            "最後まで読めるファイル",
            "もう一度保存するか、送り直してもらってから選んでください",
        ) from problem


def _bounded(box: zipfile.ZipFile) -> None:
    members = box.infolist()
    total = sum(one.file_size for one in members)
    if len(members) > limits.ZIP_MEMBERS or total > limits.ZIP_TOTAL_BYTES:
        raise _bomb(f"中に{len(members):,}個、合わせて{total:,}バイトのファイル")
    for one in members:
        if one.flag_bits & 1:
            raise Unreadable(
                "file.locked",
                "パスワードがかかっています",
                "パスワードのないファイル",
                "元のソフトで開き、パスワードを外して保存し直してください",
            )
        if one.file_size > limits.ZIP_RATIO_FROM and one.file_size > one.compress_size * limits.ZIP_RATIO:
            raise _bomb(
                f"「{one.filename[:40]}」が{one.compress_size:,}から{one.file_size:,}バイトにふくらみます"
            )


def _bomb(found: str) -> Unreadable:
    return Unreadable(
        "file.bomb",
        found,
        f"ふくらませても{limits.ZIP_TOTAL_BYTES // 1_000_000:,}MBまで、もとの{limits.ZIP_RATIO}倍まで",
        "ふつうの表ではありません。送り主に確かめてください",
    )


def look_for_declarations(box: zipfile.ZipFile) -> None:
    """Read every XML part to its end: no declarations that a reader might expand, no part cut short.

    Raises:
        Unreadable: a part declares a document type or entities.
    """
    for one in box.infolist():
        if not one.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        before = b""
        with box.open(one) as part:
            while chunk := part.read(_CHUNK):
                if _DECLARED.search(before + chunk):
                    raise Unreadable(
                        "file.entities",
                        f"「{one.filename[:60]}」に外部参照の宣言（DOCTYPE）があります",
                        "宣言のない、ふつうのExcelファイル",
                        "Excelで開いて保存し直してください。身に覚えのない送り主なら開かないでください",
                    )
                before = chunk[-32:]

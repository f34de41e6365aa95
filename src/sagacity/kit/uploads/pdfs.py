"""PDF looked through: nothing that runs, opens or hides; and no word about who wrote it with what."""

import re
import zlib
from collections.abc import Iterator

from sagacity.kit.uploads.refusals import Refused

_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE)(?![A-Za-z])"
)
_PASSWORD = re.compile(rb"/Encrypt(?![A-Za-z])")
_SIGNED = re.compile(rb"/ByteRange(?![A-Za-z])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n(.*?)(?:endstream|\Z)", re.DOTALL)
_OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z])")
_ABOUT = re.compile(
    rb"/(?:Author|Creator|Producer|Title|Subject|Keywords|Company)\s*"
    rb"(?:\((?P<text>(?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|<(?P<hex>[0-9A-Fa-f\s]*)>)",
    re.DOTALL,
)
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_XMP_TEXT = re.compile(rb">([^<>]+)<")
MOST_UNPACKED = 64 * 1024 * 1024


def cleaned(content: bytes) -> bytes:
    """The PDF without words about its maker, byte for byte as long as before.

    Raises:
        Refused: it has a password, something that runs or a file inside, or is no PDF after all.
    """
    if b"%%EOF" not in content[-2048:]:
        raise Refused("broken")
    for part in (_STREAM.sub(b" ", content), *_objects_packed(content)):
        plain = _unescaped(part)
        if _PASSWORD.search(plain):
            raise Refused("password")
        if _ACTIVE.search(plain):
            raise Refused("active")
    return content if _SIGNED.search(content) else _without_makers(content)


def _objects_packed(content: bytes) -> Iterator[bytes]:
    """Objects that hide in packed streams. Pixels and letters are streams too: their bytes name nothing."""
    left = MOST_UNPACKED
    for found in _STREAM.finditer(content):
        head = content[content.rfind(b"obj", 0, found.start()) : found.start()]
        if not _OBJECTS.search(_unescaped(head)):
            continue
        try:
            part = zlib.decompressobj().decompress(found[1], left)
        except zlib.error as problem:
            raise Refused("broken") from problem
        left -= len(part)
        if left <= 0:
            raise Refused("too_large")
        yield part


def _unescaped(part: bytes) -> bytes:
    """Names as readers read them: /J#53 is /JS."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _without_makers(content: bytes) -> bytes:
    content = _ABOUT.sub(_blank, content)
    return _XMP.sub(lambda found: _XMP_TEXT.sub(_blank_text, found[0]), content)


def _blank(found: re.Match[bytes]) -> bytes:
    part = "text" if found["text"] is not None else "hex"
    start, end = found.span(part)
    base = found.start()
    fill = b" " if part == "text" else b"0"
    return found[0][: start - base] + fill * (end - start) + found[0][end - base :]


def _blank_text(found: re.Match[bytes]) -> bytes:
    return b">" + b" " * len(found[1]) + b"<" if found[1].strip() else found[0]

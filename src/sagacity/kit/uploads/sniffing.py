"""What a file is, by its first bytes; its name and what the browser says of it count for nothing."""

from enum import StrEnum

from sagacity.kit.uploads.refusals import Refused


class MediaType(StrEnum):
    """What is taken."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"


ENDINGS = {MediaType.JPEG: ".jpg", MediaType.PNG: ".png", MediaType.PDF: ".pdf"}
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis", b"avif")


def sniffed(content: bytes) -> MediaType:
    """The type of a file.

    Raises:
        Refused: it is none of those that are taken.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if content.startswith(b"%PDF-"):
        return MediaType.PDF
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Refused("heic")
    raise Refused("unknown" if content else "empty")

"""Files that residents hand in: taken in clean, kept sealed, given out harmless."""

from sagacity.kit.uploads.answering import answer
from sagacity.kit.uploads.receiving import (
    LARGEST,
    NoSuchUpload,
    Upload,
    attach,
    content,
    drop,
    drop_about,
    extend,
    give,
    receive,
    thumbnail,
    upload,
    uploads_about,
    uploads_of,
)
from sagacity.kit.uploads.refusals import Refused
from sagacity.kit.uploads.sniffing import MediaType

__all__ = [
    "LARGEST",
    "MediaType",
    "NoSuchUpload",
    "Refused",
    "Upload",
    "answer",
    "attach",
    "content",
    "drop",
    "drop_about",
    "extend",
    "give",
    "receive",
    "thumbnail",
    "upload",
    "uploads_about",
    "uploads_of",
]

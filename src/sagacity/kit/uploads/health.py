"""What the health page says of the scanner of files."""

from django.conf import settings

from sagacity.kit.providers import Check
from sagacity.kit.uploads import scanners

NAME = "uploads.scanner"


def scanner() -> Check:
    """Whether files of residents are looked at before they are kept."""
    one = scanners.from_settings()
    if one is None:
        return Check(NAME, ok=True, detail="files are not scanned: no SAGACITY_UPLOAD_SCANNER")
    try:
        return Check(NAME, ok=True, detail=f"{settings.UPLOAD_SCANNER}: {one.hello()}")
    except scanners.Away as problem:
        return Check(NAME, ok=False, detail=f"{settings.UPLOAD_SCANNER}: {problem}; uploads are refused")

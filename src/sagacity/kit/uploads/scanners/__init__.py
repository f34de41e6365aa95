"""Who looks at files before they are kept: a scanner of the city, by SAGACITY_UPLOAD_SCANNER."""

from urllib.parse import urlsplit

from django.conf import settings

from sagacity.kit.uploads.refusals import Refused
from sagacity.kit.uploads.scanners.base import Away, Scanner
from sagacity.kit.uploads.scanners.clamd import Clamd
from sagacity.kit.uploads.scanners.icap import Icap

__all__ = ["Away", "Scanner", "from_settings", "scan"]


def from_settings() -> Scanner | None:
    """The scanner of this house, if it has one: clamd://host:3310, clamd:///run/clamd.sock, icap://host:1344/name."""
    address = urlsplit(settings.UPLOAD_SCANNER)
    if address.scheme == "clamd":
        return Clamd(address.hostname or "", address.port or 3310, address.path)
    if address.scheme == "icap":
        return Icap(address.hostname or "", address.port or 1344, address.path.lstrip("/"))
    return None


def scan(content: bytes) -> str:
    """Let the scanner look at a file; says who looked, "" when the house has none.

    Raises:
        Refused: it found something, or does not answer: nothing comes in unseen.
    """
    scanner = from_settings()
    if scanner is None:
        return ""
    try:
        found = scanner.scan(content)
    except Away as problem:
        raise Refused("scanner_away") from problem
    if found:
        raise Refused("infected")
    return scanner.name

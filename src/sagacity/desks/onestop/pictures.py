"""QR codes of this desk, and under which address phones find this house."""

from django.conf import settings
from django.http import HttpRequest


def drawn(said: str) -> str:
    """A QR code as an address of data: nothing is fetched."""
    import segno

    return str(segno.make_qr(said, error="m").svg_data_uri(scale=5, border=2))


def house(request: HttpRequest) -> str:
    return str(settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/"))

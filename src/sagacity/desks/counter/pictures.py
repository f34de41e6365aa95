"""A code as a picture, drawn here."""

from django.utils.safestring import SafeString, mark_safe


def qr(text: str) -> SafeString:
    """A QR code of a text."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False)
    return mark_safe(code.svg_inline(scale=4, border=4, omitsize=True, svgclass="cd-qr__picture"))

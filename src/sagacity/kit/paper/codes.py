"""A picture that a phone reads: the address of a page as a QR code."""


def qr(text: str) -> str:
    """The QR code of a text as SVG, without a margin; drawn outside of Python: a page has no 7 ms for it."""
    import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return str(made.to_svg(add_quiet_zones=False))

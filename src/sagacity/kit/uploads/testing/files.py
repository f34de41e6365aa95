"""Files as people send them."""

from io import BytesIO

from PIL import Image


def photo(*, width: int = 60, height: int = 40, exif: Image.Exif | None = None) -> bytes:
    """A picture as a telephone makes it: red on its left half, blue on its right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    out = BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif or Image.Exif())
    return out.getvalue()


def pdf(*, inside: bytes = b"", about: bytes = b"/Author (Hanako) /Title <48616E616B6F>") -> bytes:
    """A page of PDF, with something more in it."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        b"3 0 obj\n<< " + about + b" >>\nendobj\n" + inside + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )

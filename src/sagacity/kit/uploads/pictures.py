"""Pictures drawn anew: upright, without metadata, and not larger than anybody reads."""

from io import BytesIO
from typing import TYPE_CHECKING

from sagacity.kit.uploads.refusals import Refused
from sagacity.kit.uploads.sniffing import MediaType

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 50_000_000
LONGEST = 4000  # pixels of the longer side; a page of A4 at 340 dots per inch
SMALL = 480
_QUALITY = 88


def redrawn(content: bytes, media_type: MediaType) -> bytes:
    """The picture alone: what a camera wrote beside it (place, time, device) is gone.

    Raises:
        Refused: it cannot be read, or would unfold to more than anybody's telephone takes.
    """
    from PIL import ImageOps

    image = _opened(content, media_type)
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST, LONGEST))
    return _written(upright, media_type)


def small(content: bytes) -> bytes:
    """A small JPEG of a picture that was redrawn."""
    from PIL import Image

    with Image.open(BytesIO(content)) as image:
        image.load()
        ground = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        ground.paste(layer, mask=layer)
    ground.thumbnail((SMALL, SMALL))
    return _written(ground, MediaType.JPEG)


def _opened(content: bytes, media_type: MediaType) -> "Image.Image":
    from PIL import Image

    try:
        image = Image.open(BytesIO(content), formats=["JPEG" if media_type is MediaType.JPEG else "PNG"])
        if image.width * image.height > MOST_PIXELS:
            raise Refused("too_many_pixels")
        image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise Refused("broken") from problem
    return image


def _written(image: "Image.Image", media_type: MediaType) -> bytes:
    """Only pixels and their colour profile, which tells nothing about anybody, are written."""
    out = BytesIO()
    profile = image.info.get("icc_profile")
    if media_type is MediaType.JPEG:
        plain = image if image.mode in {"RGB", "L", "CMYK"} else image.convert("RGB")
        plain.save(out, "JPEG", quality=_QUALITY, icc_profile=profile)
    else:
        image.info = {}
        image.save(out, "PNG", icc_profile=profile)
    return out.getvalue()

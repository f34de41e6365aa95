"""A file as a browser gets it: shown or saved, and never able to run anything."""

from urllib.parse import quote

from django.http import HttpResponse

from sagacity.kit.uploads import receiving


def answer(*, upload: receiving.Upload, small: bool = False) -> HttpResponse:
    """The bytes of a file; whoever calls has made sure that the reader may have them.

    Raises:
        NoSuchUpload: they are gone.
    """
    if small and upload.is_picture:
        body, media_type = receiving.thumbnail(key=upload.key), "image/jpeg"
    else:
        body, media_type = receiving.content(key=upload.key), str(upload.media_type)
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(upload.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response

"""zlib (RFC 1950) with a lid: nobody makes a reader hold more than four kilobytes."""

import zlib

LARGEST = 4096


class NotInflated(ValueError):
    """No whole zlib stream, something behind it, or more than the lid allows."""


def shrink(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def inflate(data: bytes) -> bytes:
    """The bytes of one whole stream and nothing else.

    Raises:
        NotInflated: there is no such stream.
    """
    stream = zlib.decompressobj()
    try:
        out = stream.decompress(data, LARGEST + 1)
    except zlib.error as problem:
        raise NotInflated(str(problem)) from problem
    if len(out) > LARGEST:
        raise NotInflated("too large")
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        raise NotInflated("cut off, or more behind it")
    return out

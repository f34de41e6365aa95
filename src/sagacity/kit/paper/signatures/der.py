"""Writing DER (X.690), as much of it as an envelope needs."""

DATA = bytes.fromhex("06092a864886f70d010701")
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")
TIMESTAMP = bytes.fromhex("060b2a864886f70d010910020e")
SHA256 = bytes.fromhex("300d06096086480165030402010500")
SHA256_RSA = bytes.fromhex("300d06092a864886f70d01010b0500")
SHA256_ECDSA = bytes.fromhex("300a06082a8648ce3d040302")


def sequence(*parts: bytes) -> bytes:
    return _written(0x30, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """A set: its parts stand in the order of their bytes."""
    return _written(0x31, b"".join(sorted(parts)))


def tagged(number: int, *parts: bytes) -> bytes:
    return _written(0xA0 | number, b"".join(parts))


def octets(content: bytes) -> bytes:
    return _written(0x04, content)


def number(value: int) -> bytes:
    """A number that is not negative."""
    return _written(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _written(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content

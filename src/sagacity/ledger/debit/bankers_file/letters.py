"""JIS X 0201: one byte for each letter, kana in the upper half."""

_FIRST, _KANA = 0xA1, 0xFF61


def to_bytes(text: str) -> bytes:
    """Half-width text as bytes.

    Raises:
        UnicodeEncodeError: a character has no byte of its own.
    """
    out = bytearray()
    for place, char in enumerate(text):
        code = ord(char)
        if 0x20 <= code < 0x7F:
            out.append(code)
        elif _KANA <= code <= 0xFF9F:
            out.append(code - _KANA + _FIRST)
        else:
            raise UnicodeEncodeError("jis-x-0201", text, place, place + 1, "no byte of its own")
    return bytes(out)


def of_byte(byte: int) -> str:
    """The letter of a byte; empty where there is none."""
    if 0x20 <= byte < 0x7F:
        return chr(byte)
    return chr(byte - _FIRST + _KANA) if _FIRST <= byte <= 0xDF else ""

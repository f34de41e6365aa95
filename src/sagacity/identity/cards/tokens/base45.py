"""Base45 (RFC 9285): bytes as the letters that a QR code packs closest."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {ord(letter): value for value, letter in enumerate(ALPHABET)}


class NotBase45(ValueError):
    """A letter outside the alphabet, a lone letter at the end, or a value no bytes have."""


def encode(data: bytes) -> str:
    """Two bytes become three letters, a last single byte two."""
    out = []
    for at in range(0, len(data) - 1, 2):
        rest, first = divmod(data[at] * 256 + data[at + 1], 45)
        third, second = divmod(rest, 45)
        out += [ALPHABET[first], ALPHABET[second], ALPHABET[third]]
    if len(data) % 2:
        second, first = divmod(data[-1], 45)
        out += [ALPHABET[first], ALPHABET[second]]
    return "".join(out)


def decode(text: str) -> bytes:
    """The bytes of a text.

    Raises:
        NotBase45: the text is none; nothing is stripped or guessed, for the space is a letter too.
    """
    if len(text) % 3 == 1:
        raise NotBase45("a lone letter at the end")
    try:
        values = [_VALUES[letter] for letter in text.encode("ascii")]
    except (KeyError, UnicodeEncodeError) as problem:
        raise NotBase45("a letter outside the alphabet") from problem
    out = bytearray()
    whole = len(values) - len(values) % 3
    for at in range(0, whole, 3):
        number = values[at] + values[at + 1] * 45 + values[at + 2] * 2025
        if number > 0xFFFF:
            raise NotBase45("a value no two bytes have")
        out.append(number >> 8)
        out.append(number & 0xFF)
    if whole < len(values):
        number = values[-2] + values[-1] * 45
        if number > 0xFF:
            raise NotBase45("a value no byte has")
        out.append(number)
    return bytes(out)

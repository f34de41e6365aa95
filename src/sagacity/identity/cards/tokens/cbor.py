"""The little of CBOR that cards are written in (RFC 8949), read strictly: one value has one spelling.

Integers, byte and text strings, arrays, maps with integer keys, one tag. No floats, nothing of
indefinite length, keys in order, lengths in their shortest form: what is signed can be read in one way.
"""

from typing import TypeAlias

Value: TypeAlias = "int | bytes | str | list[Value] | dict[int, Value] | Tagged"
DEEPEST = 8
MOST = 256  # values of one document
_LARGEST = 2**53 - 1  # what a number in a browser holds exactly
_LENGTHS = {24: (1, 24), 25: (2, 0x100), 26: (4, 0x1_0000), 27: (8, 0x1_0000_0000)}


class NotCanonical(ValueError):
    """Not CBOR, or not the one spelling we allow."""


class Tagged:
    """A value with a tag in front, such as 18 for COSE_Sign1."""

    __slots__ = ("tag", "value")

    def __init__(self, tag: int, value: Value) -> None:
        self.tag = tag
        self.value = value


def read(data: bytes) -> Value:
    """The one value of a document.

    Raises:
        NotCanonical: there is none, or something stands behind it.
    """
    reader = _Reader(data)
    value = reader.value(0)
    if reader.at != len(data):
        raise NotCanonical("something behind the value")
    return value


class _Reader:
    __slots__ = ("at", "data", "left")

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.left = data, 0, MOST

    def value(self, depth: int) -> Value:
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise NotCanonical("too deep or too many values")
        kind, number = self._head()
        if kind == 0:
            return number
        if kind == 1:
            return -1 - number
        if kind == 2:
            return self._bytes(number)
        if kind == 3:
            return self._text(number)
        if kind == 4:
            return [self.value(depth + 1) for _ in range(self._count(number))]
        if kind == 5:
            return self._map(self._count(number), depth)
        if kind == 6:
            return Tagged(number, self.value(depth + 1))
        raise NotCanonical("a kind of value that cards do not have")

    def _head(self) -> tuple[int, int]:
        if self.at >= len(self.data):
            raise NotCanonical("cut off")
        first = self.data[self.at]
        self.at += 1
        kind, short = first >> 5, first & 31
        if short < 24:
            return kind, short
        if short not in _LENGTHS:
            raise NotCanonical("indefinite or reserved length")
        size, least = _LENGTHS[short]
        number = int.from_bytes(self._bytes(size), "big")
        if number < least or number > _LARGEST:
            raise NotCanonical("a number in a longer form than it needs, or too large for every reader")
        return kind, number

    def _bytes(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self.data):
            raise NotCanonical("cut off")
        found = self.data[self.at : end]
        self.at = end
        return found

    def _text(self, size: int) -> str:
        try:
            return self._bytes(size).decode("utf-8")
        except UnicodeDecodeError as problem:
            raise NotCanonical("text that is not UTF-8") from problem

    def _count(self, number: int) -> int:
        if number > self.left:
            raise NotCanonical("too many values")
        return number

    def _map(self, size: int, depth: int) -> dict[int, Value]:
        found: dict[int, Value] = {}
        before = b""
        for _ in range(size):
            start = self.at
            key = self.value(depth + 1)
            if not isinstance(key, int):
                raise NotCanonical("a key that is no integer")
            spelled = self.data[start : self.at]
            if spelled <= before:
                raise NotCanonical("keys out of order or twice")
            before = spelled
            found[key] = self.value(depth + 1)
        return found


def as_bytes(value: object, *, size: int = 0) -> bytes:
    """The value as a byte string, of a size where one is asked.

    Raises:
        NotCanonical: it is none.
    """
    if not isinstance(value, bytes) or (size and len(value) != size):
        raise NotCanonical("a byte string was expected")
    return value


def as_map(value: object) -> "dict[int, Value]":
    if not isinstance(value, dict):
        raise NotCanonical("a map was expected")
    return value


def as_int(value: object, *, most: int = 0xFFFF_FFFF) -> int:
    if not isinstance(value, int) or not 0 <= value <= most:
        raise NotCanonical("a number was expected")
    return value


def as_text(value: object, *, most: int = 400) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise NotCanonical("a text was expected")
    return value


def as_list(value: object, *, size: int) -> "list[Value]":
    if not isinstance(value, list) or len(value) != size:
        raise NotCanonical("a list was expected")
    return value


def write(value: object) -> bytes:
    """The one spelling of a value."""
    import cbor2

    return cbor2.dumps(value, canonical=True)

"""Adding to a PDF of our own typesetter without touching a byte of what stands there."""

import re
from dataclasses import dataclass, field

_TRAILER = re.compile(rb"trailer\s*<<(?P<said>.*?)>>\s*startxref\s+(?P<xref>\d+)\s+%%EOF\s*$", re.DOTALL)
_SECTION = re.compile(rb"xref\s+(?P<first>\d+) (?P<many>\d+)\s")
_NUMBER = re.compile(rb"/(?P<name>Size|Root) (?P<number>\d+)")
_ENTRY = 20  # bytes of a line of the table


class NotOfOurMaking(ValueError):
    """The file is no PDF as our typesetter writes it."""


@dataclass(slots=True)
class Addition:
    """A PDF, and what is to stand behind it: objects changed and new ones."""

    pdf: bytes
    _objects: dict[int, bytes] = field(default_factory=dict)
    _said: bytes = b""
    _xref: int = 0
    _next: int = 0
    root: int = 0

    def __post_init__(self) -> None:
        trailer = _TRAILER.search(self.pdf, max(0, len(self.pdf) - 2048))
        if trailer is None:
            raise NotOfOurMaking("no trailer at the end")
        self._said, self._xref = trailer["said"], int(trailer["xref"])
        numbers = {found["name"]: int(found["number"]) for found in _NUMBER.finditer(self._said)}
        if len(numbers) != 2:
            raise NotOfOurMaking("the trailer says too little")
        self._next, self.root = numbers[b"Size"], numbers[b"Root"]

    def read(self, number: int) -> bytes:
        """What stands in an object: without its number, without `endobj`."""
        if number in self._objects:
            return self._objects[number]
        at = self._place(number)
        head = b"%d 0 obj" % number
        end = self.pdf.find(b"endobj", at)
        if not self.pdf.startswith(head, at) or end < 0:
            raise NotOfOurMaking(f"object {number} is not where the table says")
        return self.pdf[at + len(head) : end].strip()

    def write(self, number: int, content: bytes) -> None:
        """Let an object say something else from now on."""
        self._objects[number] = content

    def add(self, content: bytes) -> int:
        """A new object; its number."""
        number, self._next = self._next, self._next + 1
        self._objects[number] = content
        return number

    def first_page(self) -> int:
        """The number of the first page."""
        found = self._reference(self._reference(self.root, b"/Pages"), b"/Kids")
        while b"/Kids" in self.read(found):
            found = self._reference(found, b"/Kids")
        return found

    def whole(self) -> tuple[bytes, dict[int, int]]:
        """The file with what was added, and where each added object begins."""
        parts, at = [self.pdf, b"\n"], len(self.pdf) + 1
        places: dict[int, int] = {}
        for number in sorted(self._objects):
            places[number] = at
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, self._objects[number]))
            at += len(parts[-1])
        said = re.sub(rb"/Size \d+", b"/Size %d" % self._next, self._said)
        table = b"".join(b"%d 1\n%010d 00000 n\r\n" % place for place in sorted(places.items()))
        parts.append(b"xref\n%btrailer\n<<%b/Prev %d>>\n" % (table, said, self._xref))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts), places

    def _place(self, number: int) -> int:
        """Where the table of the file says that an object begins."""
        section = _SECTION.match(self.pdf, self._xref)
        if section is None or not 0 <= number - int(section["first"]) < int(section["many"]):
            raise NotOfOurMaking("the table of objects is of another kind")
        at = section.end() + _ENTRY * (number - int(section["first"]))
        return int(self.pdf[at : at + 10])

    def _reference(self, number: int, name: bytes) -> int:
        """The object that is named there; of a list the first."""
        found = re.search(name + rb"\s*\[?\s*(\d+) 0 R", self.read(number))
        if found is None:
            raise NotOfOurMaking(f"object {number} names no {name.decode()}")
        return int(found[1])

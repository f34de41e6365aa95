"""Which line of a file said something first, in a few bytes per line: files may have any length."""

from array import array


class Seen:
    """Marks and the lines that had them first; a dict would take a hundred bytes for each."""

    __slots__ = ("_lines", "_many", "_marks", "_mask")

    def __init__(self) -> None:
        self._empty(1 << 10)

    def first(self, mark: int, line: int) -> int:
        """The line that had this mark first: an earlier one, or this one."""
        marks, lines, mask = self._marks, self._lines, self._mask
        place = mark & mask
        while lines[place]:
            if marks[place] == mark:
                return lines[place]
            place = (place + 1) & mask
        marks[place], lines[place] = mark, line
        self._many += 1
        if self._many * 3 > mask * 2:
            self._grow()
        return line

    def _empty(self, size: int) -> None:
        self._marks, self._lines = array("q", bytes(8 * size)), array("I", bytes(4 * size))
        self._mask, self._many = size - 1, 0

    def _grow(self) -> None:
        marks, lines = self._marks, self._lines
        self._empty(2 * (self._mask + 1))
        for mark, line in zip(marks, lines, strict=True):
            if line:
                self.first(mark, line)

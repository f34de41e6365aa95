"""HTML inside 5374 descriptions, cleaned to lines of plain text; and written again for giving back."""

import html
from collections.abc import Iterable
from html.parser import HTMLParser

from sagacity.registry.collection.types import HowToLine

_BREAKS = {"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr"}
_HEADINGS = {"strong", "b", "h1", "h2", "h3", "h4"}
_SILENT = {"script", "style"}


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[HowToLine] = []
        self._text, self._bold, self._item, self._silent = "", False, False, 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BREAKS:
            self.end_line()
        self._item = self._item or tag == "li"
        self._bold = self._bold or tag in _HEADINGS

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag in _BREAKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BREAKS - {"br"}:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text += data

    def end_line(self) -> None:
        text = " ".join(self._text.split())
        if text:
            dotted = text.startswith(("・", "●", "○ ", "- "))
            style = "item" if dotted or self._item else "heading" if self._bold else "text"
            self.lines.append(HowToLine(style, text.lstrip("・●").strip() if dotted else text))
        self._text, self._bold, self._item = "", False, False


def clean(text: str) -> tuple[HowToLine, ...]:
    """The lines of a description; tags, scripts and addresses inside it are left behind."""
    parser = _Lines()
    parser.feed(text.replace("\r\n", "\n").replace("\n", "<br>"))
    parser.close()
    parser.end_line()
    return tuple(parser.lines)


def write(lines: Iterable[HowToLine]) -> str:
    """The lines as the HTML that 5374 front ends expect."""
    marks = {"heading": "<strong>{}</strong>", "item": "・{}", "text": "{}"}
    return "<br />".join(marks[line.style].format(html.escape(line.text, quote=False)) for line in lines)

"""A place in a text that is being read from left to right."""

from sagacity.broker.refusals import BadRequest

LONGEST = 10_000  # characters of a question
DEEPEST = 30  # parentheses in parentheses


class Cursor:
    """``name`` is what the text is called in refusals (q, scopeQ, type)."""

    def __init__(self, text: str, name: str) -> None:
        if len(text) > LONGEST:
            raise BadRequest(f"{name} has {len(text)} characters; at most {LONGEST} are read")
        self.text = text
        self.name = name
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self, sign: str) -> bool:
        """Step over a sign if it comes next."""
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def until(self, ends: str) -> str:
        """Everything before the next of these signs."""
        start = self.at
        while (sign := self.peek()) and sign not in ends:
            self.at += 1
        return self.text[start : self.at]

    def quoted(self) -> str:
        """A text in double quotes; a backslash takes the next sign as it is."""
        self.at += 1
        found: list[str] = []
        while sign := self.peek():
            self.at += 1
            if sign == '"':
                return "".join(found)
            if sign == "\\" and self.peek() in ('"', "\\"):
                sign = self.peek()
                self.at += 1
            found.append(sign)
        raise self.wrong("a quotation mark is not closed")

    def open(self) -> bool:
        """Step into a parenthesis if one comes next."""
        if not self.take("("):
            return False
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong(f"more than {DEEPEST} parentheses inside each other")
        return True

    def close(self) -> None:
        if not self.take(")"):
            raise self.wrong("a parenthesis is not closed")
        self.depth -= 1

    def end(self) -> None:
        if self.at < len(self.text):
            raise self.wrong(f"{self.text[self.at : self.at + 10]!r} does not belong there")

    def wrong(self, why: str) -> BadRequest:
        return BadRequest(f"{self.name}, character {self.at + 1}: {why}")

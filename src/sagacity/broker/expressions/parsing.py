"""From words to a function: JEXL by precedence climbing.

Loosest first: ``? :``, then ``&& ||``, comparisons, ``+ -``, ``* / //``, ``% ^``, signs before a value, and
``.``, ``[ ]`` and ``|`` behind it.
"""

from sagacity.broker.entity import Json
from sagacity.broker.expressions import nodes, operators
from sagacity.broker.expressions.failing import Fails
from sagacity.broker.expressions.functions import FUNCTIONS
from sagacity.broker.expressions.nodes import Node, Step
from sagacity.broker.expressions.operators import OPERATIONS
from sagacity.broker.expressions.tokens import Token, cut

LONGEST = 8192  # characters
DEEPEST = 50  # expressions inside expressions

_STRENGTH = {
    "||": 10, "&&": 10, "==": 20, "!=": 20, ">": 20, "<": 20, ">=": 20, "<=": 20, "in": 20,
    "+": 30, "-": 30, "*": 40, "/": 40, "//": 40, "%": 50, "^": 50,
}  # fmt: skip
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}


def parse(text: str) -> Node:
    """The whole expression; Fails when it is malformed, too long or too deep."""
    if len(text) > LONGEST:
        raise Fails(f"the expression has {len(text)} characters; at most {LONGEST} are taken")
    parser = _Parser(cut(text))
    node = parser.expression(0)
    parser.expect("")
    return node


class _Parser:
    """Reads on from word to word."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def takes(self, sign: str) -> bool:
        """Whether the sign comes next; then it is taken."""
        found = self.next.kind == "sign" and self.next.text == sign
        self.at += found
        return found

    def expect(self, sign: str) -> None:
        token = self.take()
        if token.text != sign or token.kind not in ("sign", "end"):
            raise Fails(f"'{sign or 'the end'}' is expected in the expression before '{token.text}'")

    def expression(self, depth: int) -> Node:
        """One whole expression; ``depth`` counts how many others it stands in."""
        if depth > DEEPEST:
            raise Fails(f"the expression is nested more than {DEEPEST} parts deep")
        condition = self.operation(0, depth)
        if not self.takes("?"):
            return condition
        then = self.expression(depth + 1)
        self.expect(":")
        return nodes.choice(condition, then, self.expression(depth + 1))

    def operation(self, weakest: int, depth: int) -> Node:
        """Operators that bind more strongly than ``weakest``, from left to right."""
        first = self.signed(depth)
        steps: list[Step] = []
        while (strength := self.strength()) > weakest:
            sign = self.take().text
            steps.append(_step(sign, self.operation(strength, depth)))
        return nodes.chain(first, steps)

    def strength(self) -> int:
        token = self.next
        if token.kind == "sign" or (token.kind == "name" and token.text == "in"):
            return _STRENGTH.get(token.text, 0)
        return 0

    def signed(self, depth: int) -> Node:
        if self.takes("!"):
            return nodes.negation(self.inner(depth))
        if self.takes("-"):
            if self.next.kind == "number":
                return self.followed(nodes.constant(-_number(self.take().text)), depth)
            return _negative(self.inner(depth))
        return self.followed(self.single(depth), depth)

    def inner(self, depth: int) -> Node:
        """What stands behind a sign."""
        if depth > DEEPEST:
            raise Fails(f"the expression is nested more than {DEEPEST} parts deep")
        return self.signed(depth + 1)

    def followed(self, node: Node, depth: int) -> Node:
        """What stands behind a value: members, indices, functions."""
        steps: list[Step] = []
        while True:
            if self.takes("."):
                steps.append(nodes.member(nodes.constant(self.word())))
            elif self.takes("["):
                steps.append(nodes.member(self.expression(depth + 1)))
                self.expect("]")
            elif self.takes("|"):
                steps.append(self.piped(depth))
            else:
                return nodes.chain(node, steps)

    def piped(self, depth: int) -> Step:
        name = self.word()
        arguments = self.several(")", depth) if self.takes("(") else []
        return nodes.call(FUNCTIONS.get(name), arguments)

    def word(self) -> str:
        token = self.take()
        if token.kind != "name":
            raise Fails(f"a name is expected in the expression before '{token.text}'")
        return token.text

    def single(self, depth: int) -> Node:
        token = self.take()
        if token.kind == "number":
            return nodes.constant(_number(token.text))
        if token.kind == "text":
            return nodes.constant(token.text)
        if token.kind == "name":
            return nodes.constant(_WORDS[token.text]) if token.text in _WORDS else nodes.name(token.text)
        return self.enclosed(token, depth)

    def enclosed(self, token: Token, depth: int) -> Node:
        if token.text == "(":
            node = self.expression(depth + 1)
            self.expect(")")
            return node
        if token.text == "[":
            return nodes.array(self.several("]", depth))
        if token.text == "{":
            return nodes.record(self.members(depth + 1))
        raise Fails(f"a value is expected in the expression before '{token.text or 'its end'}'")

    def several(self, end: str, depth: int) -> list[Node]:
        """Expressions with commas between, up to the sign that ends them."""
        found: list[Node] = []
        if self.takes(end):
            return found
        while True:
            found.append(self.expression(depth + 1))
            if not self.takes(","):
                self.expect(end)
                return found

    def members(self, depth: int) -> list[tuple[str, Node]]:
        found: list[tuple[str, Node]] = []
        if self.takes("}"):
            return found
        while True:
            key = self.take()
            if key.kind not in ("name", "text", "number"):
                raise Fails(f"a key is expected in the object before '{key.text}'")
            self.expect(":")
            found.append((key.text, self.expression(depth)))
            if not self.takes(","):
                self.expect("}")
                return found


def _step(sign: str, right: Node) -> Step:
    if sign == "||":
        return nodes.either(right)
    if sign == "&&":
        return nodes.both(right)
    return nodes.operation(OPERATIONS[sign], right)


def _negative(inner: Node) -> Node:
    return lambda budget: operators.negative(nodes.defined(inner(budget)))


def _number(text: str) -> Json:
    return operators.number(int(text) if text.isdigit() and len(text) <= 15 else float(text))

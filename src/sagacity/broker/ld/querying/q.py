"""The query language ``q`` of NGSI-LD (ETSI GS CIM 009, 4.9): ``;`` and, ``|`` or, parentheses."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sagacity.broker.entity import Entity
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.querying import operands, type_selection
from sagacity.broker.ld.querying.cursor import Cursor
from sagacity.broker.ld.querying.paths import Path
from sagacity.broker.ld.querying.type_selection import TypeSelection
from sagacity.broker.querying import comparing

Test = Callable[[Entity], bool]
DEEPEST_LINK = 5  # relationships followed one after the other
_TYPES = re.compile(r"((?:[^\s{}\[\].:,]+,)*[^\s{}\[\].:,]+):")
_OPERATORS = ("==", "!=", ">=", "<=", "!~=", "~=", ">", "<")
_NAME_END = '=!<>~;|()[].{}"'
_ADDRESS_END = '=!<>~;|()[]{}"'


@dataclass(frozen=True, slots=True)
class Comparison:
    """One statement: a path, perhaps an operator and an operand."""

    path: Path
    operator: str = ""
    operand: operands.Operand | None = None


@dataclass(slots=True, eq=False)
class Link:
    """What linked entities must be like; ``found``: the ids of those that are, once somebody looked.

    ``types``: addresses of the types they have, none if that was not said. ``inner``: asked of them in turn.
    """

    test: Test
    needed: tuple[Comparison, ...]
    addresses: frozenset[str]
    types: TypeSelection | None
    inner: "Link | None"
    found: frozenset[str] = frozenset()

    def followed(self, path: Path) -> Test:
        """Whether a relationship of an entity leads to one of them."""
        return lambda entity: not self.found.isdisjoint(path.targets(entity))


@dataclass(frozen=True, slots=True)
class Question:
    """``needed``: comparisons that must hold whatever the others say; an index may answer them."""

    test: Test
    needed: tuple[Comparison, ...]
    addresses: frozenset[str]
    links: tuple[Link, ...] = ()  # must be resolved before ``test`` knows of linked entities

    def matches(self, entity: Entity) -> bool:
        return self.test(entity)


def parse(text: str, context: Context, *, name: str = "q") -> Question:
    """The question, or BadRequest that names the place where it cannot be read."""
    reader = _Reader(Cursor(text, name), context)
    test, needed = reader.alternatives()
    reader.cursor.end()
    return Question(test, needed, frozenset(reader.addresses), tuple(reader.links))


class _Reader:
    def __init__(self, cursor: Cursor, context: Context) -> None:
        self.cursor = cursor
        self.context = context
        self.addresses: set[str] = set()
        self.links: list[Link] = []

    def alternatives(self) -> tuple[Test, tuple[Comparison, ...]]:
        found = [self.conjunction()]
        while self.cursor.take("|"):
            found.append(self.conjunction())
        if len(found) == 1:
            return found[0]
        tests = tuple(test for test, _ in found)
        return (lambda entity: any(test(entity) for test in tests)), ()

    def conjunction(self) -> tuple[Test, tuple[Comparison, ...]]:
        found = [self.part()]
        while self.cursor.take(";"):
            found.append(self.part())
        tests = tuple(test for test, _ in found)
        needed = tuple(comparison for _, comparisons in found for comparison in comparisons)
        return (tests[0] if len(tests) == 1 else lambda entity: all(test(entity) for test in tests)), needed

    def part(self) -> tuple[Test, tuple[Comparison, ...]]:
        if self.cursor.open():
            found = self.alternatives()
            self.cursor.close()
            return found
        absent = self.cursor.peek() == "!" and not self.cursor.text.startswith("!=", self.cursor.at)
        if absent:
            self.cursor.take("!")
            chain, path = self.chain()
            there, _ = self.linked(chain, lambda entity: bool(path.values(entity)), (Comparison(path),))
            return (lambda entity: not there(entity)), ()
        return self.statement()

    def statement(self) -> tuple[Test, tuple[Comparison, ...]]:
        chain, path = self.chain()
        return self.linked(chain, *self.compared(path))

    def compared(self, path: Path) -> tuple[Test, tuple[Comparison, ...]]:
        operator = next((sign for sign in _OPERATORS if self.cursor.take(sign)), "")
        if not operator:
            return (lambda entity: bool(path.values(entity))), (Comparison(path),)
        if operator.endswith("~="):
            fits = comparing.containing(comparing.fitting(operands.read_pattern(self.cursor)))
            return _test(path, fits, negated=operator == "!~="), ()
        operand = operands.read(self.cursor)
        test = operand.test("==" if operator == "!=" else operator)
        if operator == "!=":
            return _test(path, test, negated=True), ()
        return _test(path, test), (Comparison(path, operator, operand),)

    def chain(self) -> tuple[list[tuple[Path, TypeSelection | None]], Path]:
        """Relationships that are followed, with the types they lead to, and the path at the end of them."""
        path = self.path()
        found: list[tuple[Path, TypeSelection | None]] = []
        while self.cursor.take("{"):
            if not path.is_plain:
                raise self.cursor.wrong("a relationship that is followed is a name alone")
            if len(found) == DEEPEST_LINK:
                raise self.cursor.wrong(f"more than {DEEPEST_LINK} relationships one after the other")
            found.append((path, self.types()))
            path = self.path()
        for _ in found:
            if not self.cursor.take("}"):
                raise self.cursor.wrong(
                    "a brace is not closed; operators stand behind it: sensor{humidity}>40"
                )
        return found, path

    def types(self) -> TypeSelection | None:
        """``Device,Sensor:`` before the name of an attribute of a linked entity."""
        said = _TYPES.match(self.cursor.text, self.cursor.at)
        if said is None:
            return None
        self.cursor.at = said.end()
        return type_selection.parse(said.group(1), self.context)

    def linked(
        self,
        chain: list[tuple[Path, TypeSelection | None]],
        test: Test,
        needed: tuple[Comparison, ...],
    ) -> tuple[Test, tuple[Comparison, ...]]:
        """A statement about whatever lies at the end of a chain, as one about its beginning."""
        link: Link | None = None
        for path, types in reversed(chain):
            addresses = frozenset(comparison.path.address for comparison in needed)
            link = Link(test, needed, addresses, types, link)
            test, needed = link.followed(path), ()
        if link is not None:
            self.links.append(link)
        return test, needed

    def path(self) -> Path:
        names = [self.name()]
        while self.cursor.take("."):
            names.append(self.name())
        inside: tuple[str, ...] = ()
        if self.cursor.take("["):
            inside = tuple(self.cursor.until("]").split("."))
            if not self.cursor.take("]"):
                raise self.cursor.wrong("a bracket is not closed")
        address = self.context.expand(names[0])
        self.addresses.add(address)
        return Path(address, tuple(names[1:]), inside, self.context)

    def name(self) -> str:
        rest = self.cursor.text[self.cursor.at : self.cursor.at + 8]
        found = self.cursor.until(_ADDRESS_END if rest.startswith(("http://", "https://")) else _NAME_END)
        if not found.strip():
            raise self.cursor.wrong("the name of an attribute is missing")
        return found.strip()


def _test(path: Path, passes: comparing.ValueTest, *, negated: bool = False) -> Test:
    """``!=`` and ``!~=`` want the attribute to be there, and none of its values to pass."""
    if not negated:
        return lambda entity: any(_passes(value, passes) for value in path.values(entity))

    def none_passes(entity: Entity) -> bool:
        values = path.values(entity)
        return bool(values) and not any(_passes(value, passes) for value in values)

    return none_passes


def _passes(value: object, passes: comparing.ValueTest) -> bool:
    """A text in several languages passes when one of them does."""
    if isinstance(value, dict):
        return any(passes(said) for said in value.values() if isinstance(said, str))
    return passes(value)

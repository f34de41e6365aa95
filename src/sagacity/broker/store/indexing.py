"""What the indexes hold of an entity."""

from collections.abc import Iterable, Iterator

from sagacity.broker.entity import Entity, Json

LONGEST_TEXT = 200  # longer texts are cut in the index; the predicate still compares the whole
OPAQUE = "\x01"  # stands for what no column can hold and a condition may fit: an array, a text with NUL

Promoted = dict[tuple[str, str], frozenset[str]]  # (tenant, type) → names of attributes
AttributeRow = tuple[int, str, str, str, float | None, str | None]


def attribute_rows(tenant: str, entities: Iterable[Entity], promoted: Promoted) -> Iterator[AttributeRow]:
    """(seq, name, tenant, type, num, txt) of promoted attributes; neither number nor text: both None."""
    for entity in entities:
        for name in promoted.get((tenant, entity.type), ()):
            attribute = entity.attributes.get(name)
            if attribute is None:
                continue
            value = attribute.value
            number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
            yield entity.seq, name, tenant, entity.type, number, _text(value)


def _text(value: Json) -> str | None:
    if isinstance(value, list):
        return OPAQUE
    if not isinstance(value, str):
        return None
    text = value[:LONGEST_TEXT]
    return OPAQUE if "\0" in text else text

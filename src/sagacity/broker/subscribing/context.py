"""What expressions and macros of a subscription can name."""

from sagacity.broker.entity import Attribute, Json
from sagacity.broker.subscribing.occasion import Occasion


def of(occasion: Occasion) -> dict[str, Json]:
    """Attributes by name, ``metadata.<attribute>.<name>``, and id, type, service, servicePath, authToken."""
    entity = occasion.entity
    found: dict[str, Json] = {name: attribute.value for name, attribute in entity.attributes.items()}
    found["metadata"] = {
        name: _metadata(name, attribute, occasion) for name, attribute in entity.attributes.items()
    }
    found |= {
        "id": entity.id,
        "type": entity.type,
        "service": occasion.tenant,
        "servicePath": entity.path,
        "authToken": occasion.token,
    }
    return found


def _metadata(name: str, attribute: Attribute, occasion: Occasion) -> dict[str, Json]:
    found: dict[str, Json] = {key: kept.get("value") for key, kept in attribute.metadata.items()}
    if (before := occasion.news.previous.get(name)) is not None:
        found.setdefault("previousValue", before.value)
    if (action := occasion.news.actions.get(name)) is not None:
        found.setdefault("actionType", action)
    return found

"""The columns of the national standards as words of NGSI-LD: one @context for each kind of record.

Whoever names such a context reads and writes entities under the Japanese column names.
"""

from sagacity.broker import api as broker
from sagacity.registry.kinds import catalogue
from sagacity.registry.linking.models import Model, all_models

COMMON = {
    "名称": "name",
    "名称_カナ": "nameKana",
    "名称_英字": "nameEn",
    "電話番号": "telephone",
    "備考": "remarks",
}


def keep_all() -> dict[str, str]:
    """Keep the context of every kind that has a model; answers kind → address."""
    return {
        kind: broker.keep_context(name=f"standard-{kind}", terms=terms(kind, model))
        for kind, model in all_models().items()
    }


def terms(kind: str, model: Model) -> dict[str, str]:
    """Column → attribute, and the title of the table → the type of its entities."""
    title = catalogue.get(kind).title["ja"]
    return {**COMMON, **model.attributes, title: model.type}

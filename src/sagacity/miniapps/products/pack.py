"""Products of a city pack: `products.toml`, each read once; what staff changed since stays theirs."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sagacity.kit import policy
from sagacity.miniapps.products import models, writing
from sagacity.miniapps.products.types import Content
from sagacity.registry import api as registry


def load(path: Path, *, by: policy.Person, at: datetime) -> int:
    """Publish the products of a pack that are not there yet; says how many."""
    new = 0
    for said in tomllib.loads(path.read_text(encoding="utf-8")).get("product", []):
        client_key = f"pack:{said['key']}"
        if models.Product.objects.filter(client_key=client_key).exists():
            continue
        product = writing.begin(client_key=client_key, said=_content(said), by=by, at=at)
        writing.publish(product=product.key, by=by, at=at)
        new += 1
    return new


def _content(said: dict[str, Any]) -> Content:
    return Content(
        name=said["name"],
        body=said["body"],
        kind=said.get("kind", "other"),
        kana=said.get("kana", ""),
        months=tuple(said.get("months", ())),
        groups=tuple(said.get("groups", ())),
        makers=tuple(_keys(said.get("makers", ()))),
        shops=tuple(_keys(said.get("shops", ()))),
        website=said.get("website", ""),
        source=said.get("source", ""),
    )


def _keys(names: Iterable[str]) -> Iterator[str]:
    """Places by their names, as a pack knows no keys; a name of nobody, or of two places, is left out."""
    for name in names:
        hits = [one for one in registry.find_places(words=name).places if one.name == name]
        if len(hits) == 1:
            yield hits[0].key

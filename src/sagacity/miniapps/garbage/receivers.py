"""News this mini-app reacts to: the sorting guide goes into the search over everything."""

from urllib.parse import urlencode

from django.urls import reverse

from sagacity.kit.search import api as search
from sagacity.registry.collection import api as collection


@collection.guide_changed.receiver
def things_can_be_found(changed: collection.GuideChanged) -> None:
    url = reverse("garbage:items")
    search.put(
        search.Document(
            key=item.key,
            kind="garbage_item",
            title=item.name,
            text="\n".join(filter(None, [item.kind, item.notice])),
            url=f"{url}?{urlencode({'q': item.name})}",
            at=changed.at,
            kana=item.kana,
        )
        for item in collection.items()
    )

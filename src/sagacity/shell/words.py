"""Words of the shell for what manifests and the search index name by codes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

USES = {
    "identity": said("この端末でえらんだこと（地区・ことば・文字の大きさ）"),
    "registry": said("市が公開している施設・催し・ごみの日などのデータ"),
}
KEEPS = {
    "collection area": said("ごみの地区"),
    "saved places": said("保存した場所"),
}
# In the order in which the results stand.
KINDS = {
    "app": (said("ミニアプリ"), "grid"),
    "place": (said("施設"), "location"),
    "event": (said("催し"), "event"),
    "garbage_item": (said("ごみの分け方"), "garbage"),
    "dataset": (said("オープンデータ"), "data"),
    "town": (said("町"), "map"),
}


def uses(codes: tuple[str, ...]) -> list[str]:
    """What a mini-app works with, in the reader's words; an unknown capability by its own name."""
    return [_(USES.get(code, code)) for code in codes]


def keeps(codes: tuple[str, ...]) -> list[str]:
    """What a mini-app remembers on this device, in the reader's words."""
    return [_(KEEPS.get(code, code)) for code in codes]


def kind(code: str) -> str:
    return _(KINDS[code][0])

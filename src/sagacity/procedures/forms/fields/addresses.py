"""Addresses: by postcode all over Japan, by the name of a town in this city."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit.city import api as city
from sagacity.kit.japanese import postal_towns
from sagacity.kit.japanese.postal_towns import PostalTown
from sagacity.procedures.forms.fields.found import Found, Looked
from sagacity.registry import api as registry

EMPTY = {"postcode": "", "town": "", "rest": "", "building": ""}
MOST = 30


def looked_up(value: Any, words: str) -> tuple[dict[str, str], Looked]:
    """The address with what its postcode means filled in, or the towns that may be meant.

    What was written already is never overwritten: then the other town is offered.
    """
    address = _whole(value)
    words = words or address["town"]
    if not address["postcode"]:
        found = _towns_here(words)
        said = "" if words else _("郵便番号か町の名前を書いてから、押してください。")
        return address, Looked(found, said)
    typed = postal_towns.digits(address["postcode"])
    if len(typed) != postal_towns.DIGITS:
        return address, Looked(_towns_here(words), _not_seven(typed))
    towns = postal_towns.towns_of(typed)
    if not towns:
        said = _(
            "郵便番号 %(code)s は見つかりませんでした。番号をたしかめるか、住所をそのまま書いてください。"
        )
        return address, Looked(_towns_here(words), said % {"code": f"{typed[:3]}-{typed[3:]}"})
    if len(towns) == 1:
        return _by_one(address, towns[0], words)
    fitting = [one for one in towns if _is_written(one, address["town"])]
    if fitting:
        return address, Looked(said=_fits(fitting[0]))
    said = _("この郵便番号の住所は %(count)s つあります。1つ選んで、もう一度押してください。")
    return address, Looked(tuple(map(_as_found, towns)), said % {"count": len(towns)})


def picked(value: Any, town: str) -> dict[str, str]:
    """The address with the town that was picked, and the number of the house where it is an office's."""
    address = {**_whole(value), "town": town}
    meant = next((one for one in postal_towns.towns_of(address["postcode"]) if one.text == town), None)
    return _filled(address, meant) if meant else address


def _by_one(address: dict[str, str], town: PostalTown, words: str) -> tuple[dict[str, str], Looked]:
    if _is_written(town, address["town"]):
        return address, Looked(said=_fits(town))
    if not _begins(town, address["town"]):
        said = _(
            "この郵便番号の住所は「%(place)s」で、書いてある住所とちがいます。使うときは、選んで、もう一度押してください。"
        ) % {"place": town.text}
        return address, Looked((_as_found(town), *_towns_here(words)), said)
    said = _("郵便番号から「%(place)s」を入れました。") % {"place": town.text}
    return _filled(address, town), Looked(said=said + _to_write(town) + _elsewhere(town))


def _filled(address: dict[str, str], town: PostalTown) -> dict[str, str]:
    return {**address, "town": town.text, "rest": address["rest"] or town.house}


def _is_written(town: PostalTown, written: str) -> bool:
    """Whether this town stands there, with or without prefecture; of a whole municipality, with a town."""
    return any(
        written.startswith(whole) and (town.town or written != whole) for whole in _ways_to_write(town)
    )


def _begins(town: PostalTown, written: str) -> bool:
    """Whether what stands there is nothing yet, or the beginning of this town."""
    return any(whole.startswith(written) for whole in _ways_to_write(town))


def _ways_to_write(town: PostalTown) -> tuple[str, str]:
    return town.text, f"{town.city}{town.town}"


def _to_write(town: PostalTown) -> str:
    if not town.town:
        return _("町の名前は郵便番号では分かりません。書き足してください。")
    return "" if town.house else _("番地を書き足してください。")


def _elsewhere(town: PostalTown) -> str:
    """Said of another municipality; wards have codes of their own, so a large city is known by its name."""
    here = city.current()
    is_ward = town.prefecture == here.prefecture and town.city.startswith(here.name_in("ja"))
    if is_ward or here.code.startswith(town.municipality):
        return ""
    return _("%(city)sの外の住所です。") % {"city": here.name_in(get_language() or "ja")}


def _fits(town: PostalTown) -> str:
    return _("郵便番号と住所は合っています。") + _elsewhere(town)


def _not_seven(typed: str) -> str:
    if not typed:
        return _("郵便番号は数字7けたです。数字だけで書いてください。")
    return _("郵便番号は数字7けたです。いま %(count)s けたあります。") % {"count": len(typed)}


def _as_found(town: PostalTown) -> Found:
    return Found(town.text, town.text, town.note)


def _towns_here(words: str) -> tuple[Found, ...]:
    """Towns of this city by name or reading."""
    if not words:
        return ()
    name = city.current().name_in("ja")
    found = registry.towns(words=words.removeprefix(city.current().prefecture).removeprefix(name))
    return tuple(Found(f"{name}{town.name}", f"{name}{town.name}", town.kana) for town in found[:MOST])


def _whole(value: Any) -> dict[str, str]:
    given = value if isinstance(value, Mapping) else {}
    return {part: str(given.get(part) or "").strip() for part in EMPTY}

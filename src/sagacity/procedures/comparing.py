"""Two definitions compared in words: what was added, taken out, changed or moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.utils.translation import gettext as _

from sagacity.kit.city import api as city
from sagacity.procedures import types
from sagacity.procedures.sentences import condition_in_words

KEYED = (types.Block, types.Question, types.Option, types.Paper, types.Stage, types.Check)
RULES = {"show_if", "must", "required_if", "skip_if", "when", "by_post"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `where` names the thing, `what` the part of it."""

    kind: str  # "added" | "removed" | "changed" | "moved"
    where: str
    what: str = ""
    before: str = ""
    after: str = ""


def compare(before: types.Definition, after: types.Definition) -> list[Change]:
    """Every difference, in the order of the new one. Versions and their days are not differences."""
    skip = {"version", "since", "until"}
    return list(_things(before, after, _("手続"), before, after, skip))


def in_words(changes: Sequence[Change]) -> list[str]:
    """Each change as a sentence."""
    return [_sentence(one) for one in changes]


def _sentence(one: Change) -> str:
    said = {"where": one.where, "what": one.what, "before": one.before or "—", "after": one.after or "—"}
    if one.kind == "added":
        return _("%(where)sを足しました。") % said
    if one.kind == "removed":
        return _("%(where)sを消しました。") % said
    if one.kind == "moved":
        return _("%(where)sの場所を動かしました。") % said
    return _("%(where)sの「%(what)s」を「%(before)s」から「%(after)s」に変えました。") % said


def _things(
    one: Any, other: Any, where: str, old: types.Definition, new: types.Definition, skip: set[str]
) -> Iterator[Change]:
    for field in fields(one):
        if field.name in skip:
            continue
        before, after = getattr(one, field.name), getattr(other, field.name)
        if before == after:
            continue
        name = labels().get(field.name, field.name)
        if _are_things(before) or _are_things(after):
            yield from _lists(before, after, where, name, old, new)
        elif is_dataclass(before) and is_dataclass(after):
            yield from _things(before, after, name, old, new, set())
        elif is_dataclass(before) or is_dataclass(after):
            yield Change("added" if is_dataclass(after) else "removed", name)
        elif field.name in RULES:
            yield Change(
                "changed", where, name, condition_in_words(before, old), condition_in_words(after, new)
            )
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            for language in sorted({*before, *after}):
                if before.get(language) != after.get(language):
                    what = f"{name}（{city.LANGUAGE_NAMES.get(language, language)}）"
                    yield Change(
                        "changed", where, what, _said(before.get(language)), _said(after.get(language))
                    )
        else:
            yield Change("changed", where, name, _said(before), _said(after))


def _lists(
    before: Any, after: Any, where: str, name: str, old: types.Definition, new: types.Definition
) -> Iterator[Change]:
    olds, news = _by_key(before), _by_key(after)
    for key, one in olds.items():
        if key not in news:
            yield Change("removed", f"{name}「{_name(one, key)}」")
    for key, one in news.items():
        called = f"{name}「{_name(one, key)}」"
        if key not in olds:
            yield Change("added", called)
        else:
            yield from _things(olds[key], one, called, old, new, {"key"})
    kept = [key for key in olds if key in news]
    for key in _moved(kept, [key for key in news if key in olds]):
        yield Change("moved", f"{name}「{_name(news[key], key)}」")


def _moved(before: list[str], after: list[str]) -> list[str]:
    """The fewest that must have moved: taken out one by one until the rest stands in the old order."""
    moved: list[str] = []
    while before != after:
        far = max(after, key=lambda key: (abs(before.index(key) - after.index(key)), key))
        moved.append(far)
        before, after = [one for one in before if one != far], [one for one in after if one != far]
    return moved


def _are_things(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])


def _by_key(things: Sequence[Any]) -> dict[str, Any]:
    return {getattr(one, "key", "") or str(place + 1): one for place, one in enumerate(things)}


def _name(one: Any, key: str) -> str:
    for part in ("label", "title", "name"):
        words = getattr(one, part, None)
        if isinstance(words, Mapping) and words.get("ja"):
            return str(words["ja"])
    return key


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, tuple | list):
        return "、".join(map(str, value))
    if isinstance(value, Mapping):
        return "、".join(f"{name}: {one}" for name, one in value.items())
    return "" if value is None else str(value)


def labels() -> dict[str, str]:
    """What staff call each part of a definition."""
    return {
        "name": _("名前"),
        "about": _("説明"),
        "division": _("担当課"),
        "sort": _("種類"),
        "law": _("根拠の法令"),
        "national_id": _("国の手続番号"),
        "level": _("本人確認の強さ"),
        "level_at_counter": _("窓口での本人確認の強さ"),
        "life_events": _("ライフイベント"),
        "search_words": _("さがすことば"),
        "minutes": _("窓口でかかる分"),
        "retention": _("文書の保存"),
        "once_for": _("一度だけ"),
        "may_be_withdrawn": _("取り下げられる"),
        "delegates": _("代理でできる"),
        "is_confirmed": _("市が確かめた"),
        "to_confirm": _("市が確かめること"),
        "eligible": _("できる人の条件"),
        "blocks": _("ブロック"),
        "questions": _("質問"),
        "columns": _("列"),
        "options": _("選択肢"),
        "papers": _("書類"),
        "fee": _("手数料"),
        "stages": _("段階"),
        "checks": _("確認すること"),
        "time_limit": _("届出の期限"),
        "outcome": _("できあがるもの"),
        "lines": _("行"),
        "title": _("見出し"),
        "label": _("ことば"),
        "hint": _("助けのことば"),
        "note": _("注意"),
        "say": _("合わないときのことば"),
        "otherwise": _("できないときのことば"),
        "text": _("文"),
        "kind": _("種類"),
        "required": _("必ず答える"),
        "show_if": _("きく条件"),
        "must": _("満たすべき条件"),
        "required_if": _("要る条件"),
        "skip_if": _("飛ばす条件"),
        "when": _("条件"),
        "by_post": _("郵送の条件"),
        "prefill": _("自動で書くもの"),
        "least": _("いちばん小さい"),
        "most": _("いちばん大きい"),
        "since": _("始まり"),
        "until": _("終わり"),
        "pattern": _("形"),
        "is_sensitive": _("見せない"),
        "at_counter_only": _("窓口だけ"),
        "item": _("手数料の項目"),
        "copies": _("通数の質問"),
        "things": _("人数の質問"),
        "facts": _("手数料の条件"),
        "pay": _("払うとき"),
        "days": _("日数"),
        "four_eyes": _("別の人が行う"),
        "decides": _("決める"),
        "counted_from": _("数え始める日"),
        "first_day": _("最初の日"),
        "moves_to_open_day": _("休みの日は次の日"),
        "value": _("値"),
        "key": _("鍵"),
        "register": _("番号簿"),
        "valid_months": _("有効な月数"),
        "delivery": _("受け取り方"),
        "version": _("版"),
    }

"""What can be read without a network: which addresses are kept, and the words said meanwhile."""

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from sagacity.shell import manifests

MOST = 20
SAVED = "saved.json"  # a mini-app that lets people save things answers them here


def paths(request: HttpRequest) -> list[str]:
    """Addresses of JSON to keep: what `offline(request)` in a mini-app's `cards.py` names, and saved ones."""
    found: list[str] = []
    for manifest in manifests.residents():
        found += [str(path) for path in manifests.ask(manifest, "offline", request=request)]
        saved = manifest.resident_path + SAVED
        if _leads_somewhere(saved):
            found.append(saved)
    return [path for path in dict.fromkeys(found) if path.startswith("/apps/")][:MOST]


def banner() -> dict[str, str]:
    """Words the worker writes over a kept page; {time} is the moment it was kept."""
    return {
        "title": _("電波がありません。保存した情報を表示しています"),
        "saved": _("保存した時刻: {time}"),
        "then": _("下に書いてあることは、その時刻のものです。"),
        "old": _("このページの「きょう」「あした」は、保存した日のものです。"),
        "more": _("電波がなくても読めるものの一覧"),
        "notice": _("市からのお知らせがあります"),
    }


def sentences() -> dict[str, str]:
    """Words the page without a network needs once it knows what is kept."""
    return {
        **banner(),
        "today": _("きょう"),
        "tomorrow": _("あした"),
        "none": _("まだ何も保存されていません。電波があるときにホームを開くと、次からここで読めます。"),
        "unread": _("まだ読んでいません"),
        "over": _("保存した日程は終わりました。電波があるところで開きなおしてください。"),
    }


def waiting() -> dict[str, str]:
    """Words for what waits to be sent; {n} is how many, {what} what the form said of itself."""
    return {
        "title": _("電波がもどったら、{n}件を送ります"),
        "waits": _("この端末で待っています"),
        "cancel": _("送るのをやめる"),
        "sent": _("送りました: {what}"),
        "done": _("待っていたものを送りました"),
        "refused": _("送れなかったものがあります"),
        "open": _("ページを開いてやりなおす"),
        "again": _("もう一度送る"),
        "away": _("一覧から消す"),
        "unknown": _("市が受け付けませんでした。ページを開いて、確かめてください。"),
    }


def _leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True

"""What a city must not run with in production, each as one sentence with the way out."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sagacity.kit.city import api as city
from sagacity.site import environment


@dataclass(frozen=True, slots=True)
class Fault:
    """One unsafe or broken setting."""

    setting: str
    japanese: str
    english: str


def faults() -> list[Fault]:
    """Everything wrong with the settings, worst first; empty means: may start."""
    broken = list(_unreadable())
    return broken if broken else [*_open_to_the_world(), *_secrets(), *_map(), *_pack()]


def _unreadable() -> Iterator[Fault]:
    try:
        importlib.import_module("sagacity.site.settings")
    except environment.BrokenSetting as problem:
        name = re.search(r"SAGACITY_\w+", str(problem))
        yield Fault(
            name[0] if name else "", "設定を読めません。下の英文の通りに書き直してください。", str(problem)
        )
    except OSError as problem:
        yield Fault(
            "SAGACITY_DATA_DIR",
            f"データのフォルダ {environment.data_dir()} に書けません。持ち主と権限を確かめてください。",
            f"the data folder cannot be used: {problem}; check its owner and mode",
        )


def _open_to_the_world() -> Iterator[Fault]:
    address = environment.public_url()
    local = environment.is_loopback(address)
    if environment.flag("DEMO") and not local:
        yield Fault(
            "SAGACITY_DEMO",
            "デモ用の合言葉のまま公開することはできません。SAGACITY_DEMO を消してください。",
            f"a demonstration must not be public: unset SAGACITY_DEMO, or serve on loopback, not {address}",
        )
    if address.startswith("http://") and not local:
        yield Fault(
            "SAGACITY_PUBLIC_URL",
            "公開する住所が暗号化されていません。https:// で始まる住所にしてください。",
            f"SAGACITY_PUBLIC_URL is {address}: residents' data would travel in the open; write https://",
        )
    hosts = environment.words("ALLOWED_HOSTS")
    if any("*" in host for host in hosts):
        yield Fault(
            "SAGACITY_ALLOWED_HOSTS",
            "どの名前にも答える設定は使えません。公開する名前を書いてください。",
            f"SAGACITY_ALLOWED_HOSTS must not hold '*': write names, such as {urlsplit(address).hostname}",
        )
    elif hosts and urlsplit(address).hostname not in hosts:
        yield Fault(
            "SAGACITY_ALLOWED_HOSTS",
            "公開する住所の名前が ALLOWED_HOSTS にありません。加えるか、設定を消してください。",
            f"SAGACITY_ALLOWED_HOSTS does not name {urlsplit(address).hostname}: add it, or unset it",
        )
    if "*" in environment.words("PROXIES") and not local:
        yield Fault(
            "SAGACITY_PROXIES",
            "どの中継サーバーも信じる設定は使えません。中継サーバーのIPアドレスを書いてください。",
            "SAGACITY_PROXIES must not be '*': anyone could pretend to be anyone; write addresses",
        )


def _secrets() -> Iterator[Fault]:
    key = environment.secret("SECRET_KEY")
    if len(key) < 50 or len(set(key)) < 10:
        yield Fault(
            "SAGACITY_SECRET_KEY",
            "署名の鍵が短すぎるか、単純すぎます。設定を消すと、よい鍵が自動で作られます。",
            "SAGACITY_SECRET_KEY is too short or too simple: write 50 random characters, or unset it",
        )


def _map() -> Iterator[Fault]:
    if environment.text("TILE_URL") and not environment.text("TILE_CREDIT"):
        yield Fault(
            "SAGACITY_TILE_CREDIT",
            "地図の出典が書かれていません。TILE_CREDIT に出典（例: 地理院タイル）を書いてください。",
            "SAGACITY_TILE_URL without SAGACITY_TILE_CREDIT: tiles may only be shown with their credit",
        )


def _pack() -> Iterator[Fault]:
    try:
        city.current()
    except (city.BrokenPack, OSError) as problem:
        yield Fault(
            "SAGACITY_CITY", "市のデータ（パック）を読めません。", f"the city pack cannot be read: {problem}"
        )

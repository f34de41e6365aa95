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
    return (
        broken
        if broken
        else [
            *_open_to_the_world(),
            *_secrets(),
            *_map(),
            *_pack(),
            *_issuers(),
            *_card_app(),
            *_staff_sign_on(),
            *_payments(),
        ]
    )


def warnings() -> list[Fault]:
    """What a city may run with, and should think about; only where the settings can be read at all."""
    off = environment.text("STAFF_SECOND_FACTOR") == "off"
    if not off or environment.is_loopback(environment.public_url()):
        return []
    return [
        Fault(
            "SAGACITY_STAFF_SECOND_FACTOR",
            "職員はパスワードだけでサインインしています。offered か needed にすると、2段階目を使えます。",
            "a known password is enough to work as a colleague: write offered, or better needed",
        )
    ]


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
    if environment.flag("BROKER_OPEN") and not local:
        yield Fault(
            "SAGACITY_BROKER_OPEN",
            "鍵なしで書けるデータ連携基盤は公開できません。SAGACITY_BROKER_OPEN を消してください。",
            "an open broker must not be public: unset SAGACITY_BROKER_OPEN, or serve on loopback",
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


def _issuers() -> Iterator[Fault]:
    file = environment.text("BROKER_ISSUERS")
    if not file:
        return
    import django

    django.setup()  # the settings can be read, or nobody would ask this; rooms want it before they are asked
    from sagacity.broker import api as broker

    try:
        broker.read_issuers(file)
    except broker.BrokenIssuers as problem:
        yield Fault(
            "SAGACITY_BROKER_ISSUERS",
            "ほかの認証サーバーを書いたファイルを読めません。下の英文の通りに書き直してください。",
            f"the file of issuers cannot be used: {problem}",
        )


def _card_app() -> Iterator[Fault]:
    address = environment.text("VERIFICATION_URL")
    if address and not address.startswith("https://") and not environment.is_loopback(address):
        yield Fault(
            "SAGACITY_VERIFICATION_URL",
            "デジタル認証アプリとは https でしか話しません。https:// で始まる住所を書いてください。",
            "the national authentication app is spoken to by https alone: write an address with https://",
        )
    if address and not environment.text("VERIFICATION_CLIENT_ID"):
        yield Fault(
            "SAGACITY_VERIFICATION_CLIENT_ID",
            "デジタル認証アプリに登録した client_id がありません。一緒に設定してください。",
            "SAGACITY_VERIFICATION_URL needs the client id that the app gave the city: set it too",
        )


def _staff_sign_on() -> Iterator[Fault]:
    issuer = environment.text("STAFF_OIDC_ISSUER")
    if not issuer:
        return
    if not issuer.startswith("https://") and not environment.is_loopback(issuer):
        yield Fault(
            "SAGACITY_STAFF_OIDC_ISSUER",
            "職員の認証サーバーとは https でしか話しません。https:// で始まる住所を書いてください。",
            "the sign-in of staff is spoken to by https alone: write an issuer with https://",
        )
    if {"common", "organizations", "consumers"} & set(urlsplit(issuer).path.split("/")):
        yield Fault(
            "SAGACITY_STAFF_OIDC_ISSUER",
            "どの組織の人でも入れる住所です。市のテナントIDの入った住所を書いてください。",
            "this issuer lets in people of every organisation: write the one with your own tenant's id",
        )
    if not environment.text("STAFF_OIDC_CLIENT_ID"):
        yield Fault(
            "SAGACITY_STAFF_OIDC_CLIENT_ID",
            "職員の認証サーバーに登録した client_id がありません。一緒に設定してください。",
            "SAGACITY_STAFF_OIDC_ISSUER needs the client id that was registered there: set it too",
        )
    if not environment.text("STAFF_OIDC_SECRET") and not environment.text("STAFF_OIDC_KEY_FILE"):
        yield Fault(
            "SAGACITY_STAFF_OIDC_SECRET",
            "職員の認証サーバーに市を証明するものがありません。秘密の文字か、鍵のファイルを設定してください。",
            "nothing proves the city there: set the secret, or SAGACITY_STAFF_OIDC_KEY_FILE",
        )
    yield from _sign_on_table(environment.text("STAFF_OIDC_TABLE"))


def _sign_on_table(file: str) -> Iterator[Fault]:
    import django

    django.setup()
    from sagacity.identity.single_sign_on import table

    try:
        table.read(file)
    except table.BrokenTable as problem:
        yield Fault(
            "SAGACITY_STAFF_OIDC_TABLE",
            "グループと役割の表を読めません。下の英文の通りに書き直してください。",
            f"the table of groups and roles cannot be used: {problem}",
        )


def _payments() -> Iterator[Fault]:
    address = environment.text("PAYMENT_URL")
    if address and not address.startswith("https://") and not environment.is_loopback(address):
        yield Fault(
            "SAGACITY_PAYMENT_URL",
            "支払いの会社とは https でしか話しません。https:// で始まる住所を書いてください。",
            "the payment company is spoken to by https alone: write an address with https://",
        )
    for name in ("PAYMENT_KEY", "PAYMENT_SECRET"):
        if address and len(environment.text(name)) < 16:
            yield Fault(
                f"SAGACITY_{name}",
                "支払いの会社から受け取った鍵がないか、短すぎます（16文字から）。一緒に設定してください。",
                f"SAGACITY_PAYMENT_URL needs SAGACITY_{name}, of 16 letters or more: set it too",
            )
    bank = environment.text("DEBIT_URL")
    if bank and not bank.startswith("https://") and not environment.is_loopback(bank):
        yield Fault(
            "SAGACITY_DEBIT_URL",
            "銀行のページとは https でしか話しません。https:// で始まる住所を書いてください。",
            "the bank's page is spoken to by https alone: write an address with https://",
        )
    for name in ("TRANSLATION_URL", "SPEECH_URL"):
        address = environment.text(name)
        if address and not address.startswith("https://") and not environment.is_loopback(address):
            yield Fault(
                f"SAGACITY_{name}",
                "翻訳と音声認識とは https でしか話しません。https:// で始まる住所を書いてください。",
                "translators and recognisers are spoken to by https alone: write an address with https://",
            )
    for name in ("DEBIT_KEY", "DEBIT_SECRET"):
        if bank and len(environment.text(name)) < 16:
            yield Fault(
                f"SAGACITY_{name}",
                "銀行のページの鍵がないか、短すぎます（16文字から）。一緒に設定してください。",
                f"SAGACITY_DEBIT_URL needs SAGACITY_{name}, of 16 letters or more: set it too",
            )
    if (number := environment.text("INVOICE_NUMBER")) and not _INVOICE_NUMBER.fullmatch(number):
        yield Fault(
            "SAGACITY_INVOICE_NUMBER",
            "適格請求書発行事業者の登録番号は、T と数字13けたです。",
            "the number of an issuer of qualified invoices is T and 13 digits",
        )


_INVOICE_NUMBER = re.compile(r"T[0-9]{13}", re.ASCII)

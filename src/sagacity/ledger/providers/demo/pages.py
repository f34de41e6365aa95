"""Pages of the demonstration's payment company, in the payer's language; each says that no money is real."""

import tomllib
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from sagacity.ledger.providers.demo.charges import Charge
from sagacity.ledger.providers.demo.mischief import Mischief

_STYLE = """
body{font:16px/1.7 system-ui,sans-serif;margin:0;background:#eef3f0;color:#1a1a1a}
header{background:#0b4f3c;color:#fff;padding:.8rem 1rem}main{max-width:34rem;margin:0 auto;padding:1rem}
h1{font-size:1.3rem}button,select,a.go{font:inherit;min-height:48px;box-sizing:border-box}
.sum{background:#fff;border:1px solid #0b4f3c;border-radius:12px;padding:.8rem 1rem}.sum b{font-size:1.6rem}
fieldset{border:1px solid #6b7d75;border-radius:12px;margin:1rem 0;padding:.4rem 1rem}
label.way{display:flex;gap:.6rem;align-items:center;min-height:44px}
.go{background:#0b4f3c;color:#fff;border:0;border-radius:8px;padding:0 1.4rem}
a.go{display:inline-flex;align-items:center}
.stop{background:none;border:0;text-decoration:underline;color:#1a1a1a}select{width:100%}
details{margin:1rem 0}summary{min-height:44px;line-height:44px}
.number{font-size:1.6rem;letter-spacing:.08em;overflow-wrap:anywhere}
:focus-visible{outline:4px solid #000;outline-offset:2px}
"""
BRANDS = {"card": ("PLUM", "BAMBOO", "PINE"), "code": ("うめペイ", "たけペイ", "まつペイ"), "store": ()}


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def say(key: str, language: str, **more: Any) -> str:
    """A sentence of these pages in a language; Japanese where there is none."""
    said = _words()[key]
    return escape((said.get(language) or said["ja"]).format(**more))


def choose(charge: Charge) -> str:
    """What is paid, with what, and what shall go wrong."""
    language = charge.language
    brands = "".join(
        f'<label class="way"><input type="radio" name="brand" value="{escape(brand)}"'
        f"{' checked' if place == 0 else ''}>{escape(brand)}</label>"
        for place, brand in enumerate(BRANDS.get(charge.method, ()))
    )
    legend = say(f"with_{charge.method}", language) if brands else ""
    ways = f"<fieldset><legend>{legend}</legend>{brands}</fieldset>" if brands else ""
    number = (
        f'<p>{say("store", language)}</p><p class="number"><b>{escape(charge.store_number)}</b></p>'
        if charge.store_number
        else ""
    )
    choices = "".join(
        f'<option value="{one.value}">{say("mischief_" + (one.value or "none"), language)}</option>'
        for one in Mischief
    )
    amount = say("yen", language, amount=f"{charge.amount:,}")
    return _page(
        language,
        "title",
        f'<p class="sum">{escape(charge.title)}<br><b>{amount}</b></p>'
        f'{number}<form method="post">{ways}'
        f"<details><summary>{say('trouble', language)}</summary>"
        f'<label for="mischief">{say("trouble_label", language)}</label>'
        f'<select id="mischief" name="mischief">{choices}</select></details>'
        f'<p><button class="go" name="act" value="pay">{say("pay_" + charge.method, language)}</button></p>'
        f'<p><button class="stop" name="act" value="cancel">{say("cancel", language)}</button></p></form>',
    )


def over(charge: Charge, back: str) -> str:
    """It is over: how, and the way back, for whoever pressed "back" or opened the page again."""
    language = charge.language
    return _page(
        language,
        f"over_{charge.status.value}",
        f"<p>{say('over_text', language)}</p>"
        f'<p><a class="go" href="{escape(back)}">{say("back", language)}</a></p>',
    )


def left_alone(charge: Charge) -> str:
    """Paid, and nobody leads the payer back."""
    return _page(charge.language, "over_settled", f"<p>{say('left_alone', charge.language)}</p>")


def unknown() -> str:
    return _page("ja", "unknown", f"<p>{say('unknown_text', 'ja')}</p>")


def _page(language: str, title: str, body: str) -> str:
    said = say(title, language)
    html_language = {"ja-easy": "ja", "zh-hans": "zh-Hans"}.get(language, language)
    return (
        f'<!doctype html><html lang="{escape(html_language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{said}</title><style>{_STYLE}</style></head><body>"
        f"<header>{say('demo', language)}</header><main><h1>{said}</h1>{body}</main></body></html>"
    )

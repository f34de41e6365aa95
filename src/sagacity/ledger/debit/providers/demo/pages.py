"""Pages of the demonstration's bank, in the resident's language; each says that no account is real."""

import tomllib
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from sagacity.ledger.debit.providers.demo.applications import Application
from sagacity.ledger.debit.providers.demo.collecting import DEFAULT
from sagacity.ledger.debit.providers.demo.mischief import Mischief

_STYLE = """
body{font:16px/1.7 system-ui,sans-serif;margin:0;background:#eef1f6;color:#1a1a1a}
header{background:#1d3461;color:#fff;padding:.8rem 1rem}main{max-width:34rem;margin:0 auto;padding:1rem}
h1{font-size:1.3rem}button,select,input,a.go{font:inherit;min-height:48px;box-sizing:border-box}
dl{background:#fff;border:1px solid #1d3461;border-radius:12px;padding:.8rem 1rem;margin:0}
dt{font-size:.9rem;color:#444}dd{margin:0 0 .6rem;overflow-wrap:anywhere}
.go{background:#1d3461;color:#fff;border:0;border-radius:8px;padding:0 1.4rem}
a.go{display:inline-flex;align-items:center}
.stop{background:none;border:0;text-decoration:underline;color:#1a1a1a}select,input{width:100%}
details{margin:1rem 0}summary{min-height:44px;line-height:44px}label{display:block;margin-top:.6rem}
:focus-visible{outline:4px solid #000;outline-offset:2px}
"""


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def say(key: str, language: str, **more: Any) -> str:
    """A sentence of these pages in a language; Japanese where there is none."""
    said = _words()[key]
    return escape((said.get(language) or said["ja"]).format(**more))


def choose(application: Application) -> str:
    """What is agreed to, and what shall go wrong."""
    language, asked = application.language, application.asked
    facts = (
        ("payee", str(asked.get("city", ""))),
        ("for_what", "、".join(str(one) for one in asked.get("titles", []))),
        ("account", f"{asked['bank']}-{asked['branch']}  ****{str(asked['number'])[-3:]}"),
        ("holder", str(asked["holder"])),
    )
    rows = "".join(f"<dt>{say(name, language)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    choices = "".join(
        f'<option value="{one.value}">{say("mischief_" + (one.value or "none"), language)}</option>'
        for one in Mischief
    )
    return _page(
        language,
        "title",
        f"<dl>{rows}</dl><form method='post'>"
        f"<details><summary>{say('trouble', language)}</summary>"
        f'<label for="mischief">{say("trouble_label", language)}</label>'
        f'<select id="mischief" name="mischief">{choices}</select></details>'
        f'<p><button class="go" name="act" value="agree">{say("agree", language)}</button></p>'
        f'<p><button class="stop" name="act" value="cancel">{say("cancel", language)}</button></p></form>',
    )


def over(application: Application, back: str) -> str:
    """It is over: how, and the way back, for whoever pressed "back" or opened the page again."""
    language = application.language
    return _page(
        language,
        f"over_{application.last.status}",
        f'<p><a class="go" href="{escape(back)}">{say("back", language)}</a></p>',
    )


def left_alone(application: Application) -> str:
    """Agreed, and nobody leads the resident back."""
    return _page(application.language, "over_accepted", f"<p>{say('left_alone', application.language)}</p>")


def unknown() -> str:
    return _page("ja", "unknown", f"<p>{say('unknown_text', 'ja')}</p>")


def night(problem: str = "") -> str:
    """Where the city's staff put a file in and take the results out."""
    shares = "".join(
        f'<label>{say("code_" + code, "ja")}<input type="number" name="share_{code}" min="0" max="100" '
        f'value="{share}"></label>'
        for code, share in DEFAULT.items()
    )
    said = f'<p role="alert"><strong>{escape(problem)}</strong></p>' if problem else ""
    return _page(
        "ja",
        "night",
        f'{said}<p>{say("night_text", "ja")}</p><form method="post" enctype="multipart/form-data">'
        f'<label>{say("night_file", "ja")}<input type="file" name="file" required></label>{shares}'
        f'<p><button class="go">{say("night_go", "ja")}</button></p></form>',
    )


def _page(language: str, title: str, body: str) -> str:
    said = say(title, language)
    html_language = {"ja-easy": "ja", "zh-hans": "zh-Hans"}.get(language, language)
    return (
        f'<!doctype html><html lang="{escape(html_language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{said}</title><style>{_STYLE}</style></head><body>"
        f"<header>{say('demo', language)}</header><main><h1>{said}</h1>{body}</main></body></html>"
    )

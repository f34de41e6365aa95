"""A procedure whose form asks what seldom is asked: an address, an account, a file, a signature."""

from tests.browser.city import RunningCity
from tests.browser.residents import made

MAKE = """
import hashlib, json, sys, django
django.setup()
from django.apps import apps
from sagacity.kit import clock
text = sys.argv[1]
apps.get_model("procedures", "Published").objects.update_or_create(
    procedure="signed_request",
    version="1",
    defaults={"text": text, "digest": hashlib.sha256(text.encode()).hexdigest(), "published_at": clock.now()},
)
print(json.dumps("signed_request"))
"""


def _six(text: str) -> str:
    words = ", ".join(f'{language} = "{text}"' for language in ("ja", "ja-easy", "en", "zh-hans", "ko", "vi"))
    return f"{{{words}}}"


def _question(key: str, kind: str, label: str, *, required: bool = True) -> str:
    must = "true" if required else "false"
    return f'[[block.question]]\nkey = "{key}"\nkind = "{kind}"\nrequired = {must}\nlabel = {_six(label)}\n'


TEXT = f"""
key = "signed_request"
version = "1"
division = "市民生活課"
level = 0
confirmed = false
name = {_six("署名の練習")}
about = {_six("署名の練習です。")}
[[block]]
key = "where"
title = {_six("どこへ")}
{_question("address", "address", "住所")}
{_question("account", "bank_account", "口座")}
[[block]]
key = "sign"
title = {_six("署名")}
{_question("proof", "file", "写真", required=False)}
{_question("signature", "signature", "署名")}
[[stage]]
key = "look"
division = "市民生活課"
days = 3
decides = true
name = {_six("確認")}
"""


def publish(city: RunningCity) -> str:
    """Let it be in force in the running city; the address of its page."""
    return f"/apps/apply/p/{made(city, MAKE, TEXT)}/"

"""The number of the city as an issuer of qualified invoices (適格請求書発行事業者). Needs no database."""

import re
import tomllib

from django.conf import settings

from sagacity.kit.city import api as city

FILE = "receipts.toml"
NUMBER = re.compile(r"T[0-9]{13}", re.ASCII)


def invoice_number() -> str:
    """Of the settings, else of the pack; a city that is none has none."""
    if settings.INVOICE_NUMBER:
        return str(settings.INVOICE_NUMBER)
    path = city.folder() / FILE
    if not path.exists():
        return ""
    return str(tomllib.loads(path.read_text(encoding="utf-8")).get("invoice_number", ""))

"""All tables of the broker, written once for both databases; each part lists its own in its ``tables.py``."""

import importlib
from importlib.util import find_spec

PARTS = (
    "store",
    "subscribing",
    "delivering",
    "federating",
    "history",
    "sensors",
    "news",
    "ld",
    "access",
    "passing",
    "modelling",
)

WORDS = {
    "sqlite": {"blob": "BLOB", "real": "REAL", "key": "INTEGER PRIMARY KEY AUTOINCREMENT", "text": "TEXT"},
    "postgresql": {
        "blob": "BYTEA",
        "real": "DOUBLE PRECISION",
        "key": "BIGSERIAL PRIMARY KEY",
        "text": 'TEXT COLLATE "C"',
    },
}


def statements(kind: str) -> list[str]:
    """Everything that makes the tables, for "sqlite" or "postgresql"; each may be run again without harm."""
    found: list[str] = []
    for part in PARTS:
        name = f"sagacity.broker.{part}.tables"
        if find_spec(f"sagacity.broker.{part}") is None or find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        found += [statement.format(**WORDS[kind]) for statement in module.STATEMENTS]
        found += getattr(module, "ONLY", {}).get(kind, ())
    return found

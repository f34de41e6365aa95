"""Templates of paper."""

from pathlib import Path

TEMPLATE = Path(__file__).parent / "certificate.typ"

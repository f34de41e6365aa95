"""Texts from files become links only when they are safe and complete."""

import re


def phone(text: str) -> str:
    """What a phone can dial; empty when the text is more than one plain number."""
    digits = re.sub(r"[\s()（）‐‑–—ー-]", "", text)
    return f"tel:{digits}" if re.fullmatch(r"\+?\d{9,15}", digits) else ""


def web(url: str) -> str:
    """Only addresses of the web become links, whatever a file says."""
    return url if re.fullmatch(r"https?://\S+", url) else ""

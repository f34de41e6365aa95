"""What could be said more easily."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EasyWarning:
    """One place in a text in easy Japanese that many readers will not understand."""

    code: str
    found: str  # as it stands in the text
    advice: str  # a sentence for the writer, in Japanese

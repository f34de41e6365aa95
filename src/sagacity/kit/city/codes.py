"""全国地方公共団体コード: five digits that name a government, and a sixth that proves them."""

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five: str) -> str:
    """The sixth digit that belongs to the first five of a government code."""
    if len(five) != 5 or not (five.isascii() and five.isdigit()):
        raise ValueError(f"{five!r}: a government code has five digits before its check digit")
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, five, strict=True))
    return str((11 - total % 11) % 10)


def is_code(text: str) -> bool:
    """Whether the text is a six-digit government code whose last digit is right."""
    return len(text) == 6 and text.isascii() and text.isdigit() and check_digit(text[:5]) == text[5]

import pytest
from pytest_django import Settings

from sagacity.kit import seals

KEY = seals.key_of("the city's secret", purpose="a test")


def test_what_is_sealed_opens_again_and_is_never_sealed_the_same_twice() -> None:
    once, again = (seals.seal("秘密".encode(), key=KEY, about="hanako") for _ in range(2))

    assert once != again
    assert "秘密".encode() not in once
    assert seals.opened(once, key=KEY, about="hanako").decode() == "秘密"


def test_a_seal_opens_for_nobody_else_with_no_other_key_and_not_when_changed() -> None:
    sealed = seals.seal(b"secret", key=KEY, about="hanako")
    elsewhere = seals.key_of("the city's secret", purpose="another test")
    rotated = seals.key_of("the city's next secret", purpose="a test")

    for broken in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:5], b""):
        with pytest.raises(seals.BrokenSeal):
            seals.opened(broken, key=KEY, about="hanako")
    for key, about in ((KEY, "taro"), (elsewhere, "hanako"), (rotated, "hanako")):
        with pytest.raises(seals.BrokenSeal):
            seals.opened(sealed, key=key, about=about)


def test_what_was_sealed_before_the_key_changed_opens_and_is_put_under_the_new_one(
    settings: Settings,
) -> None:
    sealer = seals.Sealer("a test")
    old = settings.SECRET_KEY
    sealed = sealer.seal(b"secret", about="hanako")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next key of the house", [old]

    assert sealer.opened(sealed, about="hanako") == b"secret"
    fresh = sealer.renewed(sealed, about="hanako")
    assert fresh is not None
    assert sealer.renewed(fresh, about="hanako") is None

    settings.SECRET_KEY_FALLBACKS = []
    assert sealer.opened(fresh, about="hanako") == b"secret"
    with pytest.raises(seals.BrokenSeal):
        sealer.opened(sealed, about="hanako")
    assert sealer.renewed(sealed, about="hanako") is None

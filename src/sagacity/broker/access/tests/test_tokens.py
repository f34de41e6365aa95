from sagacity.broker.access.tokens import LIFE_S, Signer

NOW = 1_795_748_400_000


def test_a_token_says_whose_it_is_until_it_ends() -> None:
    signer = Signer("secret")
    token = signer.make("k1", "read write", at=NOW)

    claims = signer.read(token, at=NOW + LIFE_S * 1000 - 1)

    assert claims is not None
    assert (claims.sub, claims.scope) == ("k1", "read write")
    assert signer.read(token, at=NOW + LIFE_S * 1000) is None


def test_processes_with_the_same_secret_know_each_others_tokens() -> None:
    token = Signer("secret").make("k1", "read", at=NOW)

    assert Signer("secret").read(token, at=NOW) is not None
    assert Signer("another").read(token, at=NOW) is None
    assert Signer().read(token, at=NOW) is None


def test_a_token_that_was_touched_is_none() -> None:
    signer = Signer("secret")
    head, body, seal = signer.make("k1", "read", at=NOW).split(".")

    for forged in (
        f"{head}.{body}.",
        f"{head}.{body}.{seal[:-2]}",
        f"{head}.{body[:-4]}AAAA.{seal}",
        f"eyJhbGciOiJub25lIn0.{body}.",
        "",
        "...",
        "é.ü.ß",
    ):
        assert signer.read(forged, at=NOW) is None

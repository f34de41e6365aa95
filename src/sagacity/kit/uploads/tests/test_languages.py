from sagacity.kit.ui import api as ui


def test_every_string_is_said_in_every_language() -> None:
    assert ui.missing_strings(package="sagacity.kit.uploads") == []

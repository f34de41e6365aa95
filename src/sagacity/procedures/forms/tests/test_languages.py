from sagacity.kit.ui.missing import missing_strings


def test_forms_are_read_in_every_language() -> None:
    assert missing_strings(package="sagacity.procedures.forms") == []

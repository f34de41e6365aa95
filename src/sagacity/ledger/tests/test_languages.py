from sagacity.kit.ui.missing import missing_strings

SUB_ROOMS = ("debit/",)  # it asks for itself


def test_what_payers_are_told_is_said_in_every_language() -> None:
    missing = missing_strings(package="sagacity.ledger")

    assert [each for each in missing if not each.file.startswith(SUB_ROOMS)] == []

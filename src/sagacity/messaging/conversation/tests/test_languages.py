from sagacity.kit.ui.missing import missing_strings


def test_what_people_are_told_is_said_in_every_language() -> None:
    assert missing_strings(package="sagacity.messaging.conversation") == []

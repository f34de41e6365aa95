from sagacity.kit.ui.missing import missing_strings


def test_the_screen_of_a_talk_speaks_every_language() -> None:
    assert missing_strings(package="sagacity.reservations.remote") == []

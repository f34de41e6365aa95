"""Why something is not done with a form: one class for each reason."""


class NoSuchForm(LookupError):
    """There is no form of this key, or it is nobody's business who asks."""


class FormIsSent(Exception):
    """It was sent; what comes now is the case."""

    def __init__(self, case: str) -> None:
        super().__init__(case)
        self.case = case


class NoSuchBlock(LookupError):
    """The procedure has no screen of this key, or does not ask it now."""


class CodeOver(LookupError):
    """The code was used, is too old, or was never given."""


class SomebodyElse(PermissionError):
    """The form holds what card or register say of somebody; only they go on with it."""


class NotKnown(Exception):
    """Nothing can be filled in: who asks has not proven which inhabitant they are."""

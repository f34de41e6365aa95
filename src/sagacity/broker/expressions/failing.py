"""How an expression fails: quietly, with null as its value."""


class Fails(Exception):
    """This expression has no value: it is malformed, does not fit its context, or costs too much."""

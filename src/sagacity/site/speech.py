"""How the commands talk to the person at the keyboard: one line, Japanese and English."""

import sys


def say(japanese: str, english: str) -> None:
    """Tell what is being done."""
    sys.stdout.write(f"· {japanese} / {english}\n")
    sys.stdout.flush()


def show(line: str) -> None:
    """Print a line as it is."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complain(japanese: str, english: str) -> None:
    """Tell what went wrong and what to do about it."""
    sys.stderr.write(f"{japanese}\n{english}\n")
    sys.stderr.flush()

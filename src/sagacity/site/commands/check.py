"""Say what is unsafe or missing in the settings; answers 1 if a city must not start like this."""

import argparse

from sagacity.site import safety
from sagacity.site.speech import complain, say


def refuse() -> int:
    """What a process says that does not start."""
    complain("この設定では始められません。", "Sagacity does not start with these settings:")
    return run([])


def warn() -> None:
    """Say what may stay but should not; it stops nothing."""
    for fault in safety.warnings():
        complain(f"! {fault.setting}: {fault.japanese}", f"  {fault.english}")


def run(arguments: list[str]) -> int:
    argparse.ArgumentParser("./sagacity check", description=__doc__).parse_args(arguments)
    faults = safety.faults()
    for fault in faults:
        complain(f"✗ {fault.setting}: {fault.japanese}", f"  {fault.english}")
    if not faults:
        warn()
        say("設定に問題はありません", "the settings are safe")
    return 1 if faults else 0

"""The reference pages about the assembled product, written from its tables of settings and commands."""

from sagacity.site import bench
from sagacity.site import commands as menu
from sagacity.site.catalogue import SETTINGS, Setting

NOTE = "<!-- Written by `./sagacity manage reference`; change the code, then write it anew. -->\n"


def settings() -> str:
    """docs/reference/settings.md."""
    text = NOTE + (
        "# Settings\n\nAll settings come from the environment; there is no settings file to edit. "
        "`./sagacity check` says what is unsafe or missing; `./sagacity up` does not start before that.\n"
    )
    text += "\n## For a city\n\n" + _settings_table("city")
    return text + "\n## For the tests\n\n" + _settings_table("tests")


def _settings_table(for_whom: str) -> str:
    lines = [_setting_line(setting) for setting in SETTINGS.values() if setting.for_whom == for_whom]
    return "| setting | default | meaning |\n| --- | --- | --- |\n" + "".join(lines)


def _setting_line(setting: Setting) -> str:
    default = f"`{setting.default}`" if setting.default else "empty"
    return f"| `SAGACITY_{setting.name}` | {default} | {setting.meaning} |\n"


def commands() -> str:
    """docs/reference/commands.md."""
    text = NOTE + (
        "# Commands\n\n`./sagacity COMMAND …`. Every command takes `--data-dir DIR` and `--help`. "
        "The first start installs what is needed into `.venv`, from `requirements.lock` with its hashes "
        "(`test` from `requirements-dev.lock`); later starts install nothing until the lock changes.\n\n"
    )
    text += _table("command", {name: menu.sentence(name) for name in menu.names()}) + _EXIT_CODES
    text += "\n## Benches\n\n`./sagacity bench` runs all of them, `--json` prints one object per line: "
    text += '`{"figure", "value", "unit", "setting"}`. It answers 1 when a goal was missed.\n\n'
    return text + _table("bench", {name: bench.sentence(name) for name in bench.names()})


_EXIT_CODES = """
| exit code | means |
| --- | --- |
| 0 | done |
| 1 | something failed; the last lines say what |
| 2, 3 | `import` only: needs confirmation, refused |
| 64 | the command or an answer is not known |
| 78 | a setting is wrong; the message says what to write |
| 130 | stopped by Ctrl-C |
"""


def _table(heading: str, lines: dict[str, str]) -> str:
    rows = "".join(f"| `{name}` | {what} |\n" for name, what in lines.items())
    return f"| {heading} | what it does |\n| --- | --- |\n{rows}"

"""`python -m sagacity.site COMMAND …`: where `./sagacity` hands over once everything is installed."""

import os
import sys
from pathlib import Path

from sagacity.site import commands, environment
from sagacity.site.speech import complain

DATA_DIR = "--data-dir"


def main(words: list[str]) -> int:
    """Do one command; what it answers is the exit code."""
    try:
        words = _take_data_dir(words)
        name, arguments = (words[0], words[1:]) if words else ("--help", [])
        if name in {"--help", "-h", "help"}:
            return _help()
        if name not in commands.names():
            complain(
                f"「{name}」という命令はありません。", f"there is no command {name!r}: see ./sagacity --help"
            )
            return 64
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sagacity.site.settings")
        return commands.find(name).run(arguments)
    except environment.BrokenSetting as problem:
        complain("設定に誤りがあります。", str(problem))
        return 78
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _take_data_dir(words: list[str]) -> list[str]:
    """Every command knows --data-dir, so it is read here, once, before any setting is."""
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        folder = next(rest, "") if word == DATA_DIR else word.removeprefix(f"{DATA_DIR}=")
        if word != DATA_DIR and folder == word:
            kept.append(word)
        elif not folder:
            raise environment.BrokenSetting(f"{DATA_DIR} needs a folder: {DATA_DIR} /var/lib/sagacity")
        else:
            os.environ["SAGACITY_DATA_DIR"] = str(Path(folder).expanduser().absolute())
    return kept


def _help() -> int:
    lines = [f"  {name:<14}{commands.sentence(name)}\n" for name in commands.names()]
    sys.stdout.write("usage: ./sagacity COMMAND [--data-dir DIR] …\n\n" + "".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

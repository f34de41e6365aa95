"""Start a city pack from a few answers: ./sagacity new-city KEY --name … --code … --lat … --lng …"""

import argparse
import sys
from collections.abc import Sequence

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.site import new_pack
from sagacity.site.speech import complain, say, show

QUESTIONS = {
    "name": "市の名前（例: 千代田区） / name of the city",
    "code": "全国地方公共団体コード6けた（例: 131016） / government code, six digits",
    "prefecture": "都道府県（例: 東京都） / prefecture",
    "lat": "市役所の緯度（例: 35.6940） / latitude of the city hall",
    "lng": "市役所の経度（例: 139.7536） / longitude of the city hall",
}


def run(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("./sagacity new-city", description=__doc__)
    parser.add_argument("key", help="small letters, digits and hyphens: the name of its folder")
    for name, question in QUESTIONS.items():
        parser.add_argument(f"--{name}", default="", help=question)
    parser.add_argument("--name-en", default="", help="name in English, if there is an official one")
    chosen = parser.parse_args(argv)
    said = {name: getattr(chosen, name) or _ask(question) for name, question in QUESTIONS.items()}
    missing = [name for name, answer in said.items() if not answer]
    if missing:
        options = " ".join(f"--{name} …" for name in missing)
        complain(f"まだ答えがありません: {options} を付けてください。", f"answers are missing: add {options}")
        return 64
    try:
        latitude, longitude = float(said["lat"]), float(said["lng"])
    except ValueError:
        complain(
            f"緯度・経度は数字で書いてください（今: {said['lat']}, {said['lng']}）。例: 35.6940",
            f"latitude and longitude are numbers (now: {said['lat']}, {said['lng']}), such as 35.6940",
        )
        return 64
    answers = new_pack.Answers(
        key=chosen.key,
        name=said["name"],
        code=said["code"],
        prefecture=said["prefecture"],
        latitude=latitude,
        longitude=longitude,
        name_en=chosen.name_en,
    )
    return _make(answers)


def _ask(question: str) -> str:
    return input(f"{question}: ").strip() if sys.stdin.isatty() else ""


def _make(answers: new_pack.Answers) -> int:
    key = answers.key
    try:
        pack = new_pack.make(answers, on=clock.day(clock.now()))
    except new_pack.PackExists:
        complain(
            f"「{key}」はもうあります。何も変えていません。別の名前にするか、そのフォルダーを直してください。",
            f"{key!r} exists already and was left as it is: choose another key, or edit that folder",
        )
        return 1
    except city.BrokenPack:
        complain(
            f"「{key}」は使えません。小文字の英字・数字・ハイフンで書いてください。例: chiyoda",
            f"{key!r} cannot be a key: use small letters, digits and hyphens, such as chiyoda",
        )
        return 64
    except new_pack.WrongAnswers as problem:
        for finding in problem.findings:
            complain(f"{finding.what}{finding.why}\n→ {finding.next}", finding.says("what", "en"))
        return 1
    say(f"{pack} を作りました", f"{pack} is there")
    show(f"  1. ./sagacity check-city {key}          足りないものを見る / see what is missing")
    show(f"  2. ./sagacity demo --city {key}         動かして見る / see it run")
    show("  3. docs/how-to/adopt-a-city.md          データの足し方 / how to add data")
    return 0

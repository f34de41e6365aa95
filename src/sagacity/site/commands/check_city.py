"""Say what a city pack lacks, and what each gap means for residents: ./sagacity check-city KEY."""

import argparse

import django

from sagacity.identity import api as identity
from sagacity.kit.city import api as city
from sagacity.registry import api as registry
from sagacity.site.speech import show

MARKS = {
    city.Level.ERROR: "✗ 誤り / error",
    city.Level.WARNING: "△ 注意 / warning",
    city.Level.LACK: "□ 未整備 / not there yet",
    city.Level.NOTE: "・ 参考 / note",
}


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./sagacity check-city", description=__doc__)
    parser.add_argument("key", nargs="?", default="", help="key of the pack; without it the current city")
    parser.add_argument("--language", choices=("ja", "en"), default="ja")
    chosen = parser.parse_args(arguments)
    django.setup()
    key = chosen.key or city.current().key
    kinds = {kind.key for kind in registry.kinds()}
    findings = city.check(key, kinds=kinds, roles=identity.role_keys())
    for level, mark in MARKS.items():
        _show(mark, [finding for finding in findings if finding.level == level], chosen.language)
    if not findings:
        show("このパックに足りないものはありません / this pack is whole")
    return 1 if any(finding.level == city.Level.ERROR for finding in findings) else 0


def _show(mark: str, findings: list[city.Finding], language: str) -> None:
    if findings:
        show(f"\n{mark}（{len(findings)}）")
    for finding in findings:
        show(f"  {finding.file}: {finding.says('what', language)}")
        show(f"      {finding.says('why', language)}")
        show(f"      → {finding.says('next', language)}")

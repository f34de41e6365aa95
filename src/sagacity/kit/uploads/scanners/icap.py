"""A scanner that speaks ICAP (RFC 3507): the file goes as the body of an answer to be judged (RESPMOD)."""

import socket
from dataclasses import dataclass

from sagacity.kit.uploads.scanners.base import PATIENCE, Away

_FOUND = ("x-infection-found", "x-virus-id", "x-violations-found")
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Icap:
    """One service of an ICAP server."""

    host: str
    port: int
    service: str
    name: str = "icap"

    def scan(self, content: bytes) -> str:
        body = b"%x\r\n" % len(content) + content + b"\r\n0\r\n\r\n"
        said = {"Allow": "204", "Encapsulated": f"res-hdr=0, res-body={len(_ANSWER)}"}
        status, headers = self._ask("RESPMOD", said, _ANSWER + body)
        found = next((headers[name] for name in _FOUND if name in headers), "")
        if found or status == 200:  # what it changed, it did not like
            return found or "changed"
        if status == 204:
            return ""
        raise Away(f"ICAP {status}")

    def hello(self) -> str:
        status, headers = self._ask("OPTIONS", {"Encapsulated": "null-body=0"}, b"")
        if status != 200:
            raise Away(f"ICAP {status}")
        return headers.get("service", "ICAP")

    def _ask(self, method: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        lines = [f"{method} icap://{self.host}:{self.port}/{self.service} ICAP/1.0", f"Host: {self.host}"]
        lines += [f"{name}: {value}" for name, value in headers.items()] + ["Connection: close"]
        try:
            with socket.create_connection((self.host, self.port), timeout=PATIENCE) as line:
                line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
                return _read(line)
        except OSError as problem:
            raise Away(str(problem)) from problem


def _read(line: socket.socket) -> tuple[int, dict[str, str]]:
    """Status and headers; what comes after them is our own file again."""
    said = b""
    while b"\r\n\r\n" not in said:
        piece = line.recv(4096)
        if not piece:
            break
        said += piece
    first, *rest = said.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")
    words = first.split()
    if len(words) < 2 or not words[0].startswith("ICAP/") or not words[1].isdigit():
        raise Away(f"no ICAP: {first[:100]}")
    pairs = (row.partition(":") for row in rest if ":" in row)
    return int(words[1]), {name.strip().lower(): value.strip() for name, _, value in pairs}

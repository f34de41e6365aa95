"""ClamAV's daemon, asked by its own protocol: INSTREAM over TCP or a socket of this machine."""

import socket
import struct
from dataclasses import dataclass

from sagacity.kit.uploads.scanners.base import PATIENCE, Away

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Clamd:
    """One clamd; a path means a socket of this machine."""

    host: str
    port: int
    path: str = ""
    name: str = "clamd"

    def scan(self, content: bytes) -> str:
        reply = self._ask(b"zINSTREAM\0", content)
        if reply == "stream: OK":
            return ""
        if reply.endswith(" FOUND"):
            return reply.removeprefix("stream: ").removesuffix(" FOUND")
        raise Away(reply[:200])

    def hello(self) -> str:
        return self._ask(b"zVERSION\0")

    def _ask(self, command: bytes, content: bytes | None = None) -> str:
        try:
            with self._opened() as line:
                line.settimeout(PATIENCE)
                line.sendall(command)
                if content is not None:
                    for start in range(0, len(content), _PIECE):
                        piece = content[start : start + _PIECE]
                        line.sendall(struct.pack("!L", len(piece)) + piece)
                    line.sendall(struct.pack("!L", 0))
                return _read(line)
        except OSError as problem:
            raise Away(str(problem)) from problem

    def _opened(self) -> socket.socket:
        if self.host:
            return socket.create_connection((self.host, self.port), timeout=PATIENCE)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        line.connect(self.path)
        return line


def _read(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0"):
        piece = line.recv(4096)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")

"""Scanners on loopback that speak the real protocols and know one bad file, the EICAR test."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Clamd(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            piece = self.rfile.read(1)
            if not piece:
                return
            command += piece
        if command == b"zVERSION\0":
            self.wfile.write(b"ClamAV 1.4.1/test\0")
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar-Test FOUND\0" if EICAR in content else b"stream: OK\0")


class _Icap(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        first, said = self.rfile.readline(), b""
        while (line := self.rfile.readline()) not in {b"\r\n", b""}:
            said += line
        if first.startswith(b"OPTIONS"):
            self.wfile.write(b"ICAP/1.0 200 OK\r\nService: test scanner\r\n\r\n")
            return
        while self.rfile.readline() not in {b"\r\n", b""}:
            pass  # headers of the answer to be judged
        content = b""
        while size := int(self.rfile.readline() or b"0", 16):
            content += self.rfile.read(size + 2)[:-2]
        bad = b"ICAP/1.0 200 OK\r\nX-Infection-Found: Type=0; Threat=Eicar-Test;\r\n\r\n"
        self.wfile.write(bad if EICAR in content else b"ICAP/1.0 204 No Content\r\n\r\n")


@contextmanager
def running(kind: str) -> Iterator[str]:
    """The address of a scanner, "clamd" or "icap", while it runs."""
    handler = {"clamd": _Clamd, "icap": _Icap}[kind]
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"{kind}://127.0.0.1:{server.server_address[1]}" + ("/avscan" if kind == "icap" else "")
        server.shutdown()

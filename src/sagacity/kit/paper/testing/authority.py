"""A timestamp authority (RFC 3161) on loopback, with a key of its own."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from sagacity.kit.paper.signatures import der

LIVES = timedelta(days=3650)
# By number: the list of names may be fastened already when the part that knows them is loaded.
TST_INFO, WHICH_CERTIFICATE = "1.2.840.113549.1.9.16.1.4", "1.2.840.113549.1.9.16.2.47"


class TimestampAuthority:
    """Answers with tokens while it is open; `is_silent` lets it fail."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.asymmetric import ec

        self.private = ec.generate_private_key(ec.SECP256R1())
        self.certificate = _certified(self.private)
        self.is_silent = False
        self.asked = 0
        authority = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked += 1
                if authority.is_silent:
                    self.send_error(503)
                    return
                answer = authority.answer(asked)
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Answering)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> "TimestampAuthority":
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, asked: bytes) -> bytes:
        """The token about what was asked, in an envelope of this authority."""
        from asn1crypto import cms, tsp, x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        request = tsp.TimeStampReq.load(asked)
        told = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4.5",
                "message_imprint": request["message_imprint"],
                "serial_number": self.asked,
                "gen_time": datetime.now(UTC).replace(microsecond=0),
                "nonce": request["nonce"].native,
            }
        )
        written = self.certificate.public_bytes(serialization.Encoding.DER)
        named = der.sequence(der.sequence(der.sequence(der.octets(hashlib.sha256(written).digest()))))
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": [TST_INFO]},
                {"type": "message_digest", "values": [hashlib.sha256(told.dump()).digest()]},
                {"type": WHICH_CERTIFICATE, "values": [tsp.SigningCertificateV2.load(named)]},
            ]
        )
        certificate = x509.Certificate.load(written)
        signer = {
            "version": "v1",
            "sid": {
                "issuer_and_serial_number": {
                    "issuer": certificate.issuer,
                    "serial_number": certificate.serial_number,
                }
            },
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": self.private.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
        }
        data = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": "sha256"}],
                "encap_content_info": {
                    "content_type": TST_INFO,
                    "content": cms.ParsableOctetString(told.dump()),
                },
                "certificates": [certificate],
                "signer_infos": [signer],
            }
        )
        token = cms.ContentInfo({"content_type": "signed_data", "content": data})
        return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


def _certified(private: Any) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Timestamps for tests")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - LIVES)
        .not_valid_after(now + LIVES)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(private, hashes.SHA256())
    )

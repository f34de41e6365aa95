"""The demonstration's outside world: on which ports its companies and services answer."""

import os
import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sagacity.site import environment, processes

PATIENCE = 30.0  # seconds
DEMO_SENDER = "demo <no-reply@city.example>"


@dataclass(frozen=True, slots=True)
class Outside:
    """Eight simulators on loopback, and where their mails can be read."""

    push: int
    mail: int
    line: int
    cards: int
    sign_in: int
    payments: int
    bank: int
    interpreter: int
    folder: Path

    @property
    def work(self) -> Callable[[], None]:
        """What the process does that plays the outside world."""
        return partial(_play, self)


def prepare(folder: Path) -> Outside:
    """Choose ports, and set whatever the city has not set by itself; before settings are read."""
    push, mail, line, cards, sign_in, payments, bank, interpreter = free_ports(8)
    if not environment.text("MAIL_URL"):
        os.environ["SAGACITY_MAIL_URL"] = f"smtp://127.0.0.1:{mail}"
        os.environ["SAGACITY_MAIL_FROM"] = (
            environment.text("MAIL_FROM") or "demo <no-reply@localhost.example>"
        )
    if not environment.text("LINE_TOKEN"):
        os.environ["SAGACITY_LINE_TOKEN"] = "demo"
        os.environ["SAGACITY_LINE_SECRET"] = environment.text("LINE_SECRET") or "demo"
        os.environ["SAGACITY_LINE_URL"] = f"http://127.0.0.1:{line}"
    if not environment.text("VERIFICATION_URL"):
        os.environ["SAGACITY_VERIFICATION_URL"] = f"http://127.0.0.1:{cards}/realms/main"
        os.environ["SAGACITY_VERIFICATION_CLIENT_ID"] = environment.text("VERIFICATION_CLIENT_ID") or "demo"
    if not environment.text("STAFF_OIDC_ISSUER"):
        os.environ["SAGACITY_STAFF_OIDC_ISSUER"] = f"http://127.0.0.1:{sign_in}/realms/city"
        os.environ["SAGACITY_STAFF_OIDC_CLIENT_ID"] = environment.text("STAFF_OIDC_CLIENT_ID") or "demo"
        os.environ["SAGACITY_STAFF_OIDC_SECRET"] = secrets.token_urlsafe(24)
    if not environment.text("PAYMENT_URL"):
        os.environ["SAGACITY_PAYMENT_URL"] = f"http://127.0.0.1:{payments}"
        for name in ("PAYMENT_KEY", "PAYMENT_SECRET"):
            os.environ[f"SAGACITY_{name}"] = environment.secret(name)
    if not environment.text("DEBIT_URL"):
        os.environ["SAGACITY_DEBIT_URL"] = f"http://127.0.0.1:{bank}"
        for name in ("DEBIT_KEY", "DEBIT_SECRET"):
            os.environ[f"SAGACITY_{name}"] = environment.secret(name)
    for name in ("TRANSLATION", "SPEECH"):
        if not environment.text(f"{name}_URL"):
            os.environ[f"SAGACITY_{name}_URL"] = f"http://127.0.0.1:{interpreter}"
    return Outside(
        push=push,
        mail=mail,
        line=line,
        cards=cards,
        sign_in=sign_in,
        payments=payments,
        bank=bank,
        interpreter=interpreter,
        folder=folder / "outside" / "mail",
    )


def _play(outside: Outside) -> None:
    from sagacity.identity.single_sign_on.providers import demo_city as sign_in
    from sagacity.identity.verification.providers import demo_city as card_app
    from sagacity.kit.loopback import serving
    from sagacity.ledger.debit.providers.demo.server import DemoBank
    from sagacity.ledger.providers.demo.server import DemoPay
    from sagacity.messaging.conversation.providers.demo.server import DemoInterpreter
    from sagacity.messaging.providers import demo

    app = card_app.of_this_city()
    app.signer.publish(outside.folder.parents[1] / "jpki")
    company = DemoPay(environment.text("PAYMENT_KEY"), environment.text("PAYMENT_SECRET"))
    bank = DemoBank(environment.text("DEBIT_KEY"), environment.text("DEBIT_SECRET"))
    with (
        serving(app, port=outside.cards),
        serving(sign_in.of_this_city(), port=outside.sign_in),
        serving(company, port=outside.payments),
        serving(bank, port=outside.bank),
        serving(DemoInterpreter(), port=outside.interpreter),
    ):
        demo.run(
            push=outside.push,
            mail=outside.mail,
            line=outside.line,
            folder=outside.folder,
            stop=processes.told_to_stop(),
        )


def wait_until_there(outside: Outside, look: Callable[[], None]) -> None:
    """Wait until all of them listen, so that the first visitor's first click leads somewhere.

    Not longer than half a minute: a city without its outside world is better than none.
    """
    ports = [
        outside.sign_in,
        outside.cards,
        outside.payments,
        outside.bank,
        outside.interpreter,
        outside.push,
        outside.mail,
        outside.line,
    ]
    deadline = time.monotonic() + PATIENCE
    while ports and time.monotonic() < deadline:
        look()
        if _listens(ports[-1]):
            ports.pop()
        else:
            time.sleep(0.1)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def free_ports(number: int) -> list[int]:
    """Ports nobody listens on; held together while choosing, so that none comes twice."""
    held = [socket.socket() for _ in range(number)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()

"""The outside world of the demonstration: a push service, a mail server and LINE, all on this machine."""

import asyncio
import threading
from pathlib import Path

from sagacity.kit.loopback import loop_in_thread, serving
from sagacity.messaging.providers import demo_line, demo_mail, demo_push


def run(*, push: int, mail: int, line: int, folder: Path, stop: threading.Event) -> None:
    """Answer on three ports until told to stop; mails lie in the folder, to be read."""
    controller = demo_mail.begin(demo_mail.MailServer(folder=folder), port=mail)
    with loop_in_thread() as loop, serving(demo_line.LineService(), port=line):
        pushing = demo_push.serve(demo_push.PushService(), port=push)
        asyncio.run_coroutine_threadsafe(pushing, loop).result(10)
        stop.wait()
    controller.stop()

"""For stories in other rooms: a translator and a recogniser of speech that stand on this machine."""

from sagacity.messaging.conversation.providers.demo.server import DemoInterpreter

__all__ = ["DemoInterpreter"]

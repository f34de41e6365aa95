"""The queue of one endpoint: in order per subscription and entity, closed as a whole while nobody answers."""

import asyncio
import heapq
from collections import deque

from sagacity.broker.delivering.letter import Letter
from sagacity.broker.delivering.pace import Pace

Thread = tuple[str, str]


class Lane:
    """Letters for one endpoint, no input or output of its own; moments are milliseconds.

    ``_ready`` holds at most one letter of each thread, the others of that thread stand behind it.
    ``spilled``: the table holds more letters than the lane, ``missed``: and even more came since it was read;
    ``last`` is the highest number taken over, ``rewind``: look at the table from its beginning again.
    ``has_worked``: the endpoint has taken a letter before, None while nobody has asked.
    ``known``: what the lane holds or has not yet acknowledged.
    """

    def __init__(self, endpoint: str, pace: Pace) -> None:
        self.endpoint = endpoint
        self.running = 0
        self.spilled = False
        self.loading = False
        self.missed = False
        self.rewind = False
        self.last = 0
        self.known: set[int] = set()
        self.failures = 0
        self.has_worked: bool | None = None
        self.closed_until = 0
        self.alarm: asyncio.TimerHandle | None = None
        self._pace = pace
        self._size = 0
        self._ready: deque[Letter] = deque()
        self._behind: dict[Thread, deque[Letter]] = {}
        self._resting: list[tuple[int, int, Letter]] = []

    def __len__(self) -> int:
        """How many letters it holds, those under way included."""
        return self._size

    def add(self, letter: Letter) -> None:
        """Put a letter at the end of its thread."""
        self._size += 1
        self.known.add(letter.id)
        self.last = max(self.last, letter.id)
        behind = self._behind.get(letter.thread)
        if behind is not None:
            behind.append(letter)
            return
        self._behind[letter.thread] = deque()
        self._rest_or_ready(letter)

    def _rest_or_ready(self, letter: Letter) -> None:
        if letter.tries and letter.due:
            heapq.heappush(self._resting, (letter.due, letter.id, letter))
        else:
            self._ready.append(letter)

    def next(self, at: int) -> Letter | None:
        """The next letter that may go now, or None; one at a time while the endpoint is in doubt."""
        if at < self.closed_until or self.running >= (1 if self.failures else self._pace.lane):
            return None
        while self._resting and self._resting[0][0] <= at:
            self._ready.append(heapq.heappop(self._resting)[2])
        if not self._ready:
            return None
        self.running += 1
        return self._ready.popleft()

    @property
    def stuck(self) -> bool:
        """Nothing goes, and nothing could go but what rests."""
        return not self._ready and not self.running

    def wakes_at(self) -> int | None:
        """The moment from which ``next`` may find something that waits now, None if nothing waits."""
        if self._ready:
            return self.closed_until
        if self._resting:
            return max(self.closed_until, self._resting[0][0])
        return None

    def finished(self, letter: Letter, *, endpoint_lives: bool) -> None:
        """The letter needs no further attempt; the next of its thread moves up."""
        self.running -= 1
        self._size -= 1
        if endpoint_lives:
            self.failures = self.closed_until = 0
            self.has_worked = True
        self._move_up(letter.thread)

    def refused(self, letter: Letter, at: int) -> int:
        """The endpoint lives but does not want this letter: its thread rests until the moment returned."""
        self.running -= 1
        self.failures = self.closed_until = 0
        letter.tries += 1
        letter.due = at + self._pace.pause(letter.tries)
        heapq.heappush(self._resting, (letter.due, letter.id, letter))
        return letter.due

    def unanswered(self, letter: Letter, at: int) -> int:
        """Nobody answers: the whole lane closes for a while. Returns the next moment (ms)."""
        self.running -= 1
        if at >= self.closed_until:  # attempts that failed side by side count once
            self.failures += 1
            self.closed_until = at + self._pace.pause(self.failures, has_worked=bool(self.has_worked))
        letter.tries += 1
        letter.due = self.closed_until
        self._ready.appendleft(letter)
        return letter.due

    def put_back(self, letter: Letter) -> None:
        """The letter was not tried after all."""
        self.running -= 1
        self._ready.appendleft(letter)

    def drop(self, numbers: set[int]) -> None:
        """Forget letters that the table no longer holds; those under way are left alone."""
        waiting = [*self._ready, *(letter for _, _, letter in self._resting)]
        heads = {letter.thread for letter in waiting}
        for thread, behind in list(self._behind.items()):
            kept = deque(letter for letter in behind if letter.id not in numbers)
            self._size -= len(behind) - len(kept)
            self._behind[thread] = kept
        self._ready, self._resting = deque(), []
        for letter in waiting:
            if letter.id not in numbers:
                self._rest_or_ready(letter)
                heads.discard(letter.thread)
            else:
                self._size -= 1
        for thread in heads:  # whose first letter is gone: the next one moves up
            self._move_up(thread)
        self.known -= numbers

    def _move_up(self, thread: Thread) -> None:
        behind = self._behind[thread]
        if behind:
            self._rest_or_ready(behind.popleft())
        else:
            del self._behind[thread]

    def open(self) -> None:
        """Try at once, somebody asked for it."""
        self.closed_until = 0
        while self._resting:
            self._ready.append(heapq.heappop(self._resting)[2])

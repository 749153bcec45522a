"""A progress bar on one line of a terminal; silent where there is none."""

from __future__ import annotations

import shutil
import time
from typing import TextIO


class Progress:
    """How many of ``total`` files are read, drawn on ``screen`` if that is a terminal."""

    def __init__(self, total: int, screen: TextIO, *, quiet: bool = False) -> None:
        self._total, self._screen = total, screen
        self._shown = total > 0 and not quiet and screen.isatty()
        self._start, self.done, self._failed = time.monotonic(), 0, 0
        self._draw()

    def step(self, *, failed: bool) -> None:
        """One file more is read."""
        self.done += 1
        self._failed += failed
        self._draw()

    def end(self) -> None:
        """Leave the bar as it stands and go on below it."""
        if self._shown:
            self._screen.write("\n")
            self._screen.flush()

    def _draw(self) -> None:
        if not self._shown:
            return
        columns = shutil.get_terminal_size().columns
        words = self._words()
        room = min(30, columns - len(words) - 4)
        filled = "#" * (room * self.done // self._total) if room > 0 else ""
        bar = f"[{filled:<{room}}] " if room > 0 else ""
        self._screen.write(f"\r{bar}{words}"[: columns - 1] + "\x1b[K")
        self._screen.flush()

    def _words(self) -> str:
        words = f"{self.done} of {self._total}"
        if self._failed:
            words += f", {self._failed} unreadable"
        if self.done:
            each = (time.monotonic() - self._start) / self.done
            words += f", {_time(each * (self._total - self.done))} left"
        return words


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return (
        f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
    )

"""A progress bar on stderr: one live line in a terminal, one line a finished step elsewhere."""

from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 24


@dataclass
class Progress:
    """Knows the running steps; draws nothing when nobody could see it move."""

    stream: TextIO
    _running: dict[str, tuple[str, float]] = field(default_factory=dict)
    _drawn: bool = False

    def say(self, text: str) -> None:
        """A sentence above the bar."""
        self._clear()
        self.stream.write(f"{text}\n")
        self._draw()

    def started(self, step_id: str, label: str) -> None:
        """A step begins."""
        self._running[step_id] = (label, 0.0)
        self._draw()

    def moved(self, step_id: str, progress: float) -> None:
        """How far a step is, from 0 to 1."""
        if step_id in self._running:
            self._running[step_id] = (self._running[step_id][0], progress)
            self._draw()

    def ended(self, step_id: str) -> None:
        """A step is over."""
        label, _ = self._running.pop(step_id, (step_id, 1.0))
        self.say(f"  done  {label}")

    def close(self) -> None:
        """Leave a clean line behind."""
        self._running.clear()
        self._clear()

    def _draw(self) -> None:
        if not self._running or not self.stream.isatty():
            return
        done = sum(progress for _, progress in self._running.values()) / len(self._running)
        filled = round(done * WIDTH)
        labels = ", ".join(label for label, _ in self._running.values())
        line = f"  [{'#' * filled}{'.' * (WIDTH - filled)}] {labels}"
        self.stream.write(f"\r\x1b[K{line[:78]}")
        self.stream.flush()
        self._drawn = True

    def _clear(self) -> None:
        if self._drawn:
            self.stream.write("\r\x1b[K")
            self._drawn = False
        self.stream.flush()

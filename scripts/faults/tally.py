"""What was tried of each fault and what broke, kept in a file after each try: a run that is stopped loses nothing."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

_SECONDS_BETWEEN_LINES = 10.0


@dataclass(slots=True)
class Tally:
    """`resumed` counts runs that went to their end after the fault, `states` what was found in the folder after it."""

    fault: str
    tried: int = 0
    resumed: int = 0
    lost_rows: int = 0
    broken: int = 0
    states: dict[str, int] = field(default_factory=dict)

    def found(self, state: str) -> None:
        self.states[state] = self.states.get(state, 0) + 1

    def break_promise(self, what: str) -> None:
        self.broken += 1
        print(f"{self.fault}: BROKEN: {what}", file=sys.stderr, flush=True)


class Book:
    """All tallies, in `path` where one is given: what it holds already is gone on with."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._tallies: dict[str, Tally] = {}
        self._last_line = 0.0
        if path and path.exists():
            for record in json.loads(path.read_text(encoding="utf-8")):
                self._tallies[record["fault"]] = Tally(**record)

    def of(self, fault: str) -> Tally:
        return self._tallies.setdefault(fault, Tally(fault))

    def keep(self, tally: Tally, times: int) -> None:
        """To be called after each try."""
        if self._path:
            fresh = self._path.with_name(f"{self._path.name}.new")
            records = [asdict(tally) for tally in self._tallies.values()]
            fresh.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            fresh.replace(self._path)
        if time.monotonic() - self._last_line > _SECONDS_BETWEEN_LINES or tally.tried >= times:
            self._last_line = time.monotonic()
            print(
                f"{time.strftime('%H:%M:%S')} {tally.fault}: {tally.tried} of {times}, resumed {tally.resumed}, "
                f"rows lost {tally.lost_rows}, broken {tally.broken}; {tally.states}",
                file=sys.stderr, flush=True,
            )  # fmt: skip

    def table(self) -> str:
        """A Markdown table, and what was found after each fault."""
        lines = ["| fault | tried | run to the end after it | rows lost | promises broken |", "|---|--:|--:|--:|--:|"]
        lines += [
            f"| {tally.fault} | {tally.tried} | {tally.resumed} | {tally.lost_rows} | {tally.broken} |"
            for tally in self._tallies.values()
        ]
        for tally in self._tallies.values():
            if tally.states:
                found = ", ".join(f"{state} {count}" for state, count in sorted(tally.states.items()))
                lines += ["", f"{tally.fault}: {found}"]
        return "\n".join(lines)

    def breaks(self) -> int:
        return sum(tally.broken + tally.lost_rows for tally in self._tallies.values())

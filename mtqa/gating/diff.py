"""Which lines of a file git says changed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from mtqa.domain.names import is_path
from mtqa.errors import UsageError

ChangedLines = dict[str, frozenset[int] | None]
"""By input, the lines (from 1) that changed; None where all of them count, as in a file that git does not know yet."""

_HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def changed_lines(names: Iterable[str], revision: str) -> ChangedLines:
    """The lines of each input that are not as they were in `revision`. What was only deleted leaves no line to judge.

    Raises UsageError where an input is no file of a git repository, or git does not know the revision.
    """
    return {name: _changed_in(name, revision) for name in names}


def _changed_in(name: str, revision: str) -> frozenset[int] | None:
    if not is_path(name):
        raise UsageError(f"--diff: {'standard input' if name == '-' else name} has no history in git; give files")
    path = Path(name)
    folder = path.parent
    if _git(folder, "rev-parse", "--is-inside-work-tree").stdout.strip() != "true":
        raise UsageError(
            f"--diff: {name} is not in a git repository; leave --diff out, or check the repository's files"
        )
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit.returncode:
        raise UsageError(f"--diff: git knows no revision {revision!r} in {folder}; fetch it, or name another")
    # --text: what git takes for binary, UTF-16 for example, would else have no lines, and nothing would be judged.
    options = ("--unified=0", "--text", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames")
    diff = _git(folder, "diff", *options, commit.stdout.strip(), "--", path.name)
    if diff.returncode:
        raise UsageError(f"--diff: git cannot compare {name} with {revision} ({diff.stderr.strip()})")
    if not diff.stdout and _git(folder, "ls-files", "--error-unmatch", "--", path.name).returncode:
        return None
    return frozenset(line for start, count in _hunks(diff.stdout) for line in range(start, start + count))


def _hunks(diff: str) -> list[tuple[int, int]]:
    return [(int(match[1]), int(match[2] or 1)) for match in _HUNK.finditer(diff)]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "--literal-pathspecs", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        raise UsageError(f"--diff: git cannot be run ({error.strerror}); install it, or leave --diff out") from None

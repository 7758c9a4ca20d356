"""The command line: one module a command, loaded when the command is asked for.

Each module has `configure(subparsers)`, which adds its parser with `run` as a default: a function from the parsed
arguments to the exit code.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from mtqa.cli.output import silence_stdout
from mtqa.errors import MtqaError, UsageError
from mtqa.version import VERSION

COMMANDS = {
    "check": "flag and score French text",
    "gate": "check, decide by limits and a baseline, and say why",
    "report": "write one self-contained HTML page",
    "compare": "compare translations of one source, with significance",
    "align": "align French sentences and words with another text",
    "backtranslate": "translate French into English, cached and resumable",
    "rules": "list the issue codes, or explain one",
    "config": "show what is in force and where each value came from",
    "bench": "measure quality and speed, and advise thresholds",
    "models": "list, fetch and convert translation models",
}
INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code: 0, 1, 2, 3 or 130 (see INTERFACES in the README)."""
    # One sentence's matrices are too small to share out: with more threads BLAS spends its time waiting for itself.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.stderr is None:  # print(file=None) would write the messages to standard output
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    try:
        parsed = _parser(arguments).parse_args(arguments)
        if sys.stdout is None and getattr(parsed, "output", None) in (None, "-"):
            raise UsageError("standard output is closed; open it, or name a file with -o where the command has it")
        code = int(parsed.run(parsed))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except MtqaError as error:
        print(f"mtqa: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("mtqa: interrupted", file=sys.stderr)
        return INTERRUPTED
    except MemoryError:
        print("mtqa: there is not enough memory; ask for fewer --jobs, or cut the input into smaller files",
              file=sys.stderr)  # fmt: skip
        return 3
    except BrokenPipeError:
        # The reader of our output went away (`mtqa check ... | head`): nothing more to say, but no success either.
        silence_stdout()
        return 3
    except OSError as error:
        return _os_error(error)


def _os_error(error: OSError) -> int:
    """An error that no command foresaw: of a file, or, without a name, of standard output."""
    if error.filename is not None:
        print(f"mtqa: {error.filename}: {error.strerror}; check the file and its folder", file=sys.stderr)
        return 3
    if error.errno is None:  # not the system's word on a file or stream: a fault of ours, to be seen whole
        raise error
    silence_stdout()
    print(f"mtqa: standard output cannot be written ({error.strerror}); send it elsewhere", file=sys.stderr)
    return 2


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mtqa", description="Quality checker for machine-translated French.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"mtqa {VERSION}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    for name, summary in COMMANDS.items():
        if name == asked:  # only the command asked for is imported: start-up stays short
            import_module(f"mtqa.cli.{name}").configure(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    return parser

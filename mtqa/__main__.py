"""`python -m mtqa` and the console script."""

import signal
import sys


def main() -> None:
    """Runs the command line and exits with its code."""
    try:
        from mtqa.cli import run

        code = run(sys.argv[1:])
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: Python, closing down, would show a traceback for it
    except KeyboardInterrupt:  # while the program is being read, or once more while it answers for the first
        sys.stderr.write("mtqa: interrupted\n")
        sys.exit(130)
    sys.exit(code)


if __name__ == "__main__":
    main()

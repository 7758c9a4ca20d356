"""`python -m mtqa` and the console script."""

import sys


def main() -> None:
    """Runs the command line and exits with its code."""
    try:
        from mtqa.cli import run
    except KeyboardInterrupt:  # Ctrl-C while the program is being read; the command line answers for all that follows
        sys.stderr.write("mtqa: interrupted\n")
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

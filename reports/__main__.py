"""``python -m commentariat.reports`` and the ``commentariat`` script; an interruption may come while it still loads."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from .cli import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("commentariat: interrupted.\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()

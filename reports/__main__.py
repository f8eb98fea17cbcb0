"""``python -m commentariat.reports`` and the ``commentariat`` script; an interruption may come while it still loads."""

import gc
import sys
from typing import Final

#: New objects among which unreachable cycles are looked for at once: most of what a command loads and reads lives to
#: its end, and to look through it again and again as it grows takes a tenth of a short command's time.
YOUNG: Final = 200_000


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(YOUNG)
    try:
        from .cli import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("commentariat: interrupted.\n")
        code = 130
    # What is left goes with the process, whether it holds cycles or not.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()

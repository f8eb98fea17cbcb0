"""``python -m commentariat.reports``: the command without a script."""

from .cli import main

main()

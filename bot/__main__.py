"""`python -m bot`."""

import sys

try:
    from bot.cli import main
except ModuleNotFoundError as error:
    if error.name is None or error.name.startswith("bot"):
        raise
    # The likeliest slip: the system's Python instead of the environment's.
    sys.exit(f"{error.name} är inte installerat. Kör make, eller .venv/bin/python -m bot.")

sys.exit(main())

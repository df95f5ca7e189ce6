"""`python -m bot.simulator`: the simulator alone, for any bot in any language."""

from __future__ import annotations

import argparse
import logging
import sys

import uvicorn

from bot.simulator.api import build_app
from bot.simulator.faults import FaultPlan
from bot.simulator.server import TOKEN
from bot.simulator.world import World


def main(arguments: list[str] | None = None) -> int:
    """Serve the Bot API on 127.0.0.1 until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger(__name__).info(
        "Bot API: http://127.0.0.1:%d  token: %s", options.port, options.token
    )
    app = build_app(World(options.token), FaultPlan())
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=options.port,
        log_level="warning",
        access_log=False,
        lifespan="off",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

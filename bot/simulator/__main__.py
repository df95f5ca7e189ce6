"""`python -m bot.simulator`: the simulator alone, for any bot in any language."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys

from bot.simulator.server import TOKEN, Simulator

KEPT_MESSAGES = 10_000


def main(arguments: list[str] | None = None) -> int:
    """Serve the Bot API and the chat page on 127.0.0.1 until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN, help="the token that opens the server")
    parser.add_argument("--limits", action="store_true", help="answer 429 to a bot in a hurry")
    parser.add_argument(
        "--local", action="store_true", help="take http webhooks on any port of this machine"
    )
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    asyncio.run(_serve(options))
    return 0


async def _serve(options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    simulator = Simulator(
        options.token,
        options.port,
        limits=options.limits,
        local=options.local,
        keep=KEPT_MESSAGES,
        page=True,
    )
    async with simulator:
        logging.getLogger(__name__).info(
            "Bot API and chat page: %s  token: %s", simulator.api_url, simulator.token
        )
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())

"""The peer: a bare echo bot, as python-telegram-bot's own examples make it.

By polling it is `examples/echobot.py` without its commands. It may answer `CONCURRENT` updates at a
time: one after another it would wait for the server's answers, and with the 256 of
`concurrent_updates(True)` it would be some three times slower, since what httpx's connection pool
does for a request grows with its connections. By webhook it is
`examples/customwebhookbot/starlettebot.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

CONCURRENT = 4
App = Application[Any, Any, Any, Any, Any, Any]


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send a message back."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> int:
    """Echo until SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m bench.telegram.echo", description=__doc__)
    parser.add_argument("--api-url", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--webhook", metavar="ADDRESS", help="the public one; it listens at --port")
    parser.add_argument("--port", type=int)
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    builder = ApplicationBuilder().token(options.token).base_url(f"{options.api_url}/bot")
    builder.concurrent_updates(CONCURRENT)
    if options.webhook:
        builder.updater(None)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    if options.webhook:
        asyncio.run(_by_webhook(application, options.webhook, options.port))
    else:
        application.run_polling()
    return 0


async def _by_webhook(application: App, address: str, port: int) -> None:
    async def take(request: Request) -> Response:
        update = Update.de_json(await request.json(), application.bot)
        await application.update_queue.put(update)
        return Response()

    routes = [Route("/{path:path}", take, methods=["POST"])]
    config = uvicorn.Config(Starlette(routes=routes), port=port, use_colors=False, access_log=False)
    server = uvicorn.Server(config)
    async with application:
        await application.bot.set_webhook(address)
        await application.start()
        await server.serve()
        await application.stop()


if __name__ == "__main__":
    sys.exit(main())

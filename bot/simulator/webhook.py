"""How the bot has updates sent to it (core.telegram.org/bots/api#setwebhook)."""

from __future__ import annotations

import re

from bot.simulator.errors import Json, bad_request
from bot.simulator.parameters import Parameters
from bot.simulator.polling import allow_kinds
from bot.simulator.updates import WEBHOOK_SET
from bot.simulator.webhook_state import Webhook
from bot.simulator.world import Described, World

CONNECTIONS = 40
MOST_CONNECTIONS = 100
MOST_CONNECTIONS_LOCALLY = 100_000
SECRET = re.compile(r"[A-Za-z0-9_-]*")
MAX_SECRET = 256


async def set_webhook(world: World, given: Parameters) -> Described:
    """core.telegram.org/bots/api#setwebhook; an empty address removes the webhook."""
    if not given.text("url"):
        return await delete_webhook(world, given)
    hook = _hook(world, given)
    allow_kinds(world, given)
    if given.flag("drop_pending_updates"):
        world.updates.clear()
    elif world.webhook and _settings(world.webhook) == _settings(hook):
        return Described(result=True, description="Webhook is already set")
    world.updates.interrupt(WEBHOOK_SET)
    world.use_webhook(hook)
    return Described(result=True, description="Webhook was set")


async def delete_webhook(world: World, given: Parameters) -> Described:
    """core.telegram.org/bots/api#deletewebhook."""
    if given.flag("drop_pending_updates"):
        world.updates.clear()
    was_set = world.webhook is not None
    world.use_webhook(None)
    what = "Webhook was deleted" if was_set else "Webhook is already deleted"
    return Described(result=True, description=what)


async def get_webhook_info(world: World, _given: Parameters) -> Json:
    """core.telegram.org/bots/api#getwebhookinfo."""
    hook = world.webhook or Webhook("", "")
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": hook.has_certificate,
        "pending_update_count": len(world.updates),
    }
    more = {
        "max_connections": hook.max_connections if hook.url else 0,
        "last_error_date": hook.last_error_date,
        "last_error_message": hook.last_error_message,
        "allowed_updates": list(world.updates.allowed),
    }
    return info | {name: value for name, value in more.items() if value}


def _hook(world: World, given: Parameters) -> Webhook:
    url, secret = given.text("url"), given.text("secret_token")
    address = world.surroundings.lead(url)
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    most = MOST_CONNECTIONS_LOCALLY if world.surroundings.local else MOST_CONNECTIONS
    connections = min(max(given.integer("max_connections", CONNECTIONS), 1), most)
    return Webhook(url, address, secret, connections, given.has("certificate"))


def _settings(hook: Webhook) -> tuple[object, ...]:
    return hook.url, hook.secret, hook.max_connections, hook.has_certificate

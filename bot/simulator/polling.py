"""Methods by which the bot fetches updates, and what it may ask about webhooks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.simulator.errors import ApiError, Json
from bot.simulator.parameters import Parameters
from bot.simulator.updates import MAX_LIMIT, WEBHOOK_ACTIVE
from bot.simulator.world import World

LONGEST_POLL = 50


async def get_updates(world: World, given: Parameters) -> Sequence[Json]:
    """core.telegram.org/bots/api#getupdates."""
    if world.webhook_url:
        raise ApiError(409, WEBHOOK_ACTIVE)
    allowed = given.data("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allowed = tuple(allowed)
    world.updates.confirm(given.integer("offset"))
    seconds = min(given.integer("timeout"), LONGEST_POLL)
    return await world.updates.poll(given.integer("limit", MAX_LIMIT), seconds)


async def delete_webhook(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#deletewebhook."""
    world.webhook_url = ""
    if given.flag("drop_pending_updates"):
        world.updates.pending.clear()
    return True


async def get_webhook_info(world: World, _given: Parameters) -> Json:
    """core.telegram.org/bots/api#getwebhookinfo."""
    return {
        "url": world.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }

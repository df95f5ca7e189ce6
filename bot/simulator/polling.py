"""How the bot fetches updates (core.telegram.org/bots/api#getupdates)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.simulator.errors import ApiError, Json, bad_request
from bot.simulator.parameters import Parameters
from bot.simulator.updates import MAX_LIMIT, WEBHOOK_ACTIVE
from bot.simulator.world import World

LONGEST_POLL = 50


async def get_updates(world: World, given: Parameters) -> Sequence[Json]:
    """core.telegram.org/bots/api#getupdates."""
    if world.webhook:
        raise ApiError(409, WEBHOOK_ACTIVE)
    allow_kinds(world, given)
    world.updates.confirm(given.integer("offset"))
    seconds = min(given.integer("timeout"), LONGEST_POLL)
    return await world.updates.poll(given.integer("limit", MAX_LIMIT), seconds)


def allow_kinds(world: World, given: Parameters) -> None:
    """Note which kinds of updates the bot wants from now on: "if not specified, the previous"."""
    allowed = given.data("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list) or not all(isinstance(one, str) for one in allowed):
        raise bad_request("expected an Array of String as allowed_updates")
    world.updates.allowed = tuple(allowed)

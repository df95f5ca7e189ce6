"""Methods that answer people's taps and inline queries."""

from __future__ import annotations

from bot.simulator.errors import bad_request
from bot.simulator.inline_results import read_button, read_results
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

MAX_ALERT = 200
MAX_OFFSET_BYTES = 64
CACHE_SECONDS = 300


async def answer_callback_query(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#answercallbackquery."""
    text = given.text("text")
    if len(text) > MAX_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    shown = {"text": text, "show_alert": given.flag("show_alert")}
    query = world.take_query(given.text("callback_query_id"))
    query.answer.set_result(shown)
    if query.chat:
        query.chat.note("tap", query_id=query.id, **shown)
    return True


async def answer_inline_query(world: World, given: Parameters) -> bool:
    """core.telegram.org/bots/api#answerinlinequery."""
    results = read_results(given.data("results"))
    button = read_button(given.data("button"))
    next_offset = given.text("next_offset")
    if len(next_offset.encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = {
        "results": results,
        "next_offset": next_offset,
        "button": button,
        "cache_time": given.integer("cache_time", CACHE_SECONDS),
        "is_personal": given.flag("is_personal"),
    }
    world.take_query(given.text("inline_query_id")).answer.set_result(answer)
    return True

"""A dialogue of 200 messages while everything fails that can: nothing is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, cycle, groupby, islice

import pytest
from prometheus_client.parser import text_string_to_metric_families
from running_bot import RunningBot
from small_faq import FEE, LOAN, SCAN
from transports import POLLING, WEBHOOK, Site

from bot.simulator.faults import (
    Fault,
    dropped,
    flood_wait,
    half_answer,
    hanging,
    server_error,
    wrong_json,
)
from bot.simulator.residents import Conversation
from bot.simulator.views import BotMessage

RESIDENTS = 4
QUESTIONS = list(islice(cycle(one.question for one in (LOAN, SCAN, FEE)), 50))
# Of each fault there is one where the message was not sent, and one where only the answer got lost.
SENDING: tuple[Fault, ...] = (
    *(server_error(code, after=after) for code in (500, 502, 504) for after in (False, True)),
    *(kind(after=after) for kind in (dropped, half_answer, wrong_json) for after in (False, True)),
    flood_wait(1),
    flood_wait(30),
)
HANGING = (hanging(), hanging(after=True))  # once each: these take their time
FETCHING = (
    *(server_error(code) for code in (500, 502, 504)),
    *(kind(after=after) for kind in (dropped, half_answer, wrong_json) for after in (False, True)),
    flood_wait(5),
)


@dataclass
class Dialogue:
    """Residents who ask one question after another, with something failing each time."""

    bot: RunningBot
    lost_answers: int = 0
    heard: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _sending: Iterator[Fault] = field(default_factory=lambda: chain(HANGING, cycle(SENDING)))
    _fetching: Iterator[Fault] = field(default_factory=lambda: cycle(FETCHING))

    async def with_all(self, chats: list[Conversation]) -> None:
        """Let the residents ask everything, in turns: no message meets the faults of others."""
        for question in QUESTIONS:
            for chat in chats:
                self._let_fail("getUpdates", next(self._fetching))
                self._let_fail("sendMessage", next(self._sending))
                chat.send(question)
                while question not in self.heard[chat.chat.id][-1:]:
                    self.listen(chat, await chat.replies(1))

    def listen(self, chat: Conversation, replies: Iterable[BotMessage]) -> None:
        """Take note of the titles of answers."""
        self.heard[chat.chat.id] += [reply.bold[0] for reply in replies]

    def _let_fail(self, method: str, fault: Fault) -> None:
        self.bot.simulator.faults.next(method, fault)
        self.lost_answers += method == "sendMessage" and fault.after


@pytest.mark.parametrize("transport", [POLLING, WEBHOOK])
async def test_nothing_is_lost_and_doubled_only_where_an_answer_was(
    unused_tcp_port: int, transport: str
) -> None:
    site = Site(transport, unused_tcp_port)
    async with site.simulator() as simulator:
        bot = site.bot(simulator)
        bot.seconds = {"answer_seconds": 1.0}
        async with bot:
            dialogue = Dialogue(bot)
            chats = [bot.chat(number) for number in range(1, RESIDENTS + 1)]
            await dialogue.with_all(chats)
        for chat in chats:
            dialogue.listen(chat, chat.unread)
    heard = list(dialogue.heard.values())
    assert [[one for one, _ in groupby(titles)] for titles in heard] == [QUESTIONS] * RESIDENTS
    doubles = sum(map(len, heard)) - RESIDENTS * len(QUESTIONS)
    assert 0 < dialogue.lost_answers <= doubles <= doubtful_sends(bot)


def doubtful_sends(bot: RunningBot) -> float:
    """How many repeats the bot itself has counted as possible doubles."""
    families = text_string_to_metric_families(bot.application.parts.metrics.render().decode())
    return sum(
        sample.value
        for family in families
        for sample in family.samples
        if sample.name == "narasvar_doubtful_sends_total"
    )

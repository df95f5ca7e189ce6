"""Nothing that points at a person reaches the database, whatever is written and however."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journals import ENTRIES, answer, emergency, execute, fallback, running, suggestions

from bot.models import Reply, ReplyKind

WORDS = st.lists(
    st.sampled_from(["hej", "var", "kan", "man", "parkera", "vid", "badet", "på", "söndag"]),
    max_size=6,
).map(" ".join)
DIGITS = "0123456789"


def _luhn(digits: str) -> str:
    doubled = (int(one) * (2 - place % 2) for place, one in enumerate(digits))
    return str(-sum(sum(divmod(value, 10)) for value in doubled) % 10)


@st.composite
def personal_numbers(draw: st.DrawFn) -> str:
    """A personal identity number or a coordination number, in one of its spellings."""
    born = draw(st.dates(date(1920, 1, 1), date(2024, 12, 31)))
    day = born.day + draw(st.sampled_from((0, 60)))
    short = f"{born:%y%m}{day:02}"
    serial = f"{draw(st.integers(1, 999)):03}"
    century = draw(st.sampled_from(("", f"{born.year // 100}")))
    mark = draw(st.sampled_from(("-", "+", "", " ", " - ")))
    return f"{century}{short}{mark}{serial}{_luhn(short + serial)}"


@st.composite
def phone_numbers(draw: st.DrawFn) -> str:
    """A mobile number, in one of its spellings."""
    rest = draw(st.text(DIGITS, min_size=7, max_size=7))
    start = draw(st.sampled_from(("07", "+467", "00467", "+46 (0)7", "0046 7")))
    last = draw(st.sampled_from("02369"))
    spelled = draw(st.sampled_from(("{}{}{}{}", "-{}{}{}{}", "-{} {} {}{}", " {} {} {} {}")))
    return start + last + spelled.format(rest[:3], rest[3:5], rest[5:6], rest[6:])


E_MAIL = st.from_regex(r"[a-z]{3,8}\.[a-z]{3,8}@[a-z]{3,8}\.(se|com|nu)", fullmatch=True)
IDENTITIES = st.one_of(personal_numbers(), phone_numbers(), E_MAIL)
REPLIES = {
    "fallback": fallback(),
    "suggestions": suggestions(),
    "answer": answer(),
    "emergency": emergency(),
    "smalltalk": Reply(ReplyKind.SMALLTALK, "Hej!"),
}
HOW = st.sampled_from((*REPLIES, "rejected"))
MESSAGES = st.lists(st.tuples(HOW, WORDS, IDENTITIES, WORDS), min_size=1, max_size=20)


async def stored(url: str) -> set[str]:
    """All words that are in the tables, read past the bot's own code."""
    queries = (
        "SELECT kind, text, nearest FROM journal_unanswered",
        "SELECT kind, entry FROM journal_replies",
        "SELECT entry FROM journal_feedback",
    )
    rows = [row for query in queries for row in await execute(url, query)]
    return {value for row in rows for value in row if value is not None}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(messages=MESSAGES)
async def test_no_identity_reaches_the_database(
    url: str, messages: list[tuple[str, str, str, str]]
) -> None:
    async with running(url, capacity=100) as journal:
        for how, before, identity, after in messages:
            message = f"{before} {identity} {after}"
            if how in REPLIES:
                journal.reply(REPLIES[how], message)
            else:
                journal.rejected(message)
            journal.feedback(identity, helpful=True)
            journal.feedback(ENTRIES[0].id, helpful=False)
    found = await stored(url)
    assert not any("@" in value for value in found)
    held_digits = {"".join(filter(str.isdecimal, value)) for value in found}
    for _, _, identity, _ in messages:
        assert not any(identity in value for value in found)
        digits = "".join(filter(str.isdecimal, identity))
        assert not digits or not any(digits[-7:] in held for held in held_digits)


async def test_of_danger_there_is_a_count_and_no_text(url: str) -> None:
    async with running(url) as journal:
        journal.reply(emergency(), "jag orkar inte leva längre")
    assert await stored(url) == {"emergency", ""}

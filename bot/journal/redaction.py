"""Text without what points at a person, so that it can be kept.

A message is read once into words and what stands between them, in one plain spelling (see
`personal.message`). Each kind of detail then marks its places; what one has marked the next does
not see. A number that nothing excuses goes: `personal.lookalikes` lists the excuses. All rules look
a bounded number of words ahead and back, so that time grows with the length of the text only.
"""

from __future__ import annotations

from bot.journal.personal import addresses, codes, contacts, names, numbers
from bot.journal.personal.message import Message

# The order matters: an address has its number before the numbers are read, and numbers come last
# because they leave nothing for the others.
_RULES = (contacts.mark, codes.mark, addresses.mark, names.mark, numbers.mark)


def redact(text: str) -> str:
    """`text` with personal details as words in brackets ("[namn]"); doing it twice changes nothing.

    Takes any string and never raises.
    """
    message = Message(text)
    for mark in _RULES:
        mark(message)
    return message.redacted()

"""The layout of a text as editors write it with `|`."""

from __future__ import annotations

_ITEM = "- "


def paragraphs(text: str) -> str:
    """`text` with the lines of each paragraph joined.

    Paragraphs are kept apart by one blank line; a line that begins with "- " is an item on a line
    of its own, right under what introduces it. An indented line after an item goes on with it;
    one that is not begins a new paragraph.
    """
    blocks: list[list[str]] = []
    fresh = True
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            fresh = True
            continue
        _place(blocks, line, fresh=fresh, indented=raw.startswith(" "))
        fresh = False
    return "\n\n".join("\n".join(block) for block in blocks)


def _place(blocks: list[list[str]], line: str, *, fresh: bool, indented: bool) -> None:
    after_item = bool(blocks) and _is_item(blocks[-1][-1])
    if _is_item(line):
        # Blank lines between items, or before the list, do not break it up.
        if blocks and (not fresh or after_item):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    elif fresh or (after_item and not indented):
        blocks.append([line])
    else:
        blocks[-1][-1] += f" {line}"


def _is_item(line: str) -> bool:
    """Whether a line begins an item; a dash alone is one whose text is still to come."""
    return line.startswith(_ITEM) or line == _ITEM.strip()

// A long text in pieces that Telegram takes, as its clients split it.

export const MAX_TEXT = 4096;

/** Pieces of at most 4,096 UTF-16 units, cut at a line break or a space where there is one. */
export function pieces(text) {
  const cut = [];
  let rest = text.trim();
  while (rest.length > MAX_TEXT) {
    const end = place(rest);
    cut.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...cut, rest].filter(Boolean);
}

function place(text) {
  const head = text.slice(0, MAX_TEXT);
  const found = Math.max(head.lastIndexOf("\n"), head.lastIndexOf(" "));
  if (found > MAX_TEXT / 2) return found;
  // Not between the two halves of a character beyond the first 65,536.
  return /[\uD800-\uDBFF]$/.test(head) ? MAX_TEXT - 1 : MAX_TEXT;
}

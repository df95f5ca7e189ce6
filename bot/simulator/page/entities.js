// A text with its entities as elements. Offsets count UTF-16 units, as JavaScript's strings do.

import { make } from "./dom.js";
import { link } from "./links.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const ELEMENTS = {
  text_link: (entity) => link(entity.url),
  url: (_entity, piece) => link(piece.includes("://") ? piece : `https://${piece}`),
  email: (_entity, piece) => link(`mailto:${piece}`),
  phone_number: (_entity, piece) => link(`tel:${piece.replace(/[^+\d]/g, "")}`),
  bot_command: () => make("button", { type: "button", className: "command" }),
  spoiler: () => make("span", { className: "spoiler", tabIndex: 0 }),
};

/** The text as nodes; entities may lie within each other. */
export function marked(text, entities = []) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const whole = document.createDocumentFragment();
  fill(whole, text, { from: 0, to: text.length }, ordered);
  return whole;
}

function fill(parent, text, { from, to }, entities) {
  let at = from;
  let waiting = entities;
  while (waiting.length > 0) {
    const [entity, ...others] = waiting;
    const end = entity.offset + entity.length;
    parent.append(text.slice(at, entity.offset));
    const element = elementFor(entity, text.slice(entity.offset, end));
    fill(element, text, { from: entity.offset, to: end }, others.flatMap((one) => before(one, end)));
    parent.append(element);
    waiting = others.flatMap((one) => after(one, end));
    // A block stands on lines of its own; the line break behind it would be an empty one.
    at = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end;
  }
  parent.append(text.slice(at, to));
}

/** What of an entity lies before a place: none or one. */
function before(entity, place) {
  if (entity.offset >= place) return [];
  return [{ ...entity, length: Math.min(entity.length, place - entity.offset) }];
}

/** What of an entity lies from a place on: none or one. */
function after(entity, place) {
  const end = entity.offset + entity.length;
  if (end <= place) return [];
  const offset = Math.max(entity.offset, place);
  return [{ ...entity, offset, length: end - offset }];
}

function elementFor(entity, piece) {
  if (entity.type in TAGS) return make(TAGS[entity.type]);
  return ELEMENTS[entity.type]?.(entity, piece) ?? make("span", { className: "mention" });
}

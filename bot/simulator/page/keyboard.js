// The buttons under a message.

import { make } from "./dom.js";
import { link, shortAddress } from "./links.js";

/** The rows as elements, null when there are none. Each button knows its place. */
export function keyboard(rows) {
  if (rows.length === 0) return null;
  return make("div", { className: "keyboard" }, ...rows.map(row));
}

function row(buttons, rowNumber) {
  const keys = buttons.map((button, number) => key(button, `${rowNumber}:${number}`));
  return make("div", { className: "row" }, ...keys);
}

function key(button, place) {
  if (button.url) return linkKey(button, place);
  const label = make("span", {}, button.text);
  return make("button", { type: "button", className: "key", title: button.text, data: { place } }, label);
}

function linkKey(button, place) {
  const anchor = link(
    button.url,
    make("span", {}, button.text),
    make("span", { className: "address" }, shortAddress(button.url)),
    make("span", { className: "unseen" }, " (öppnas i en ny flik)"),
  );
  anchor.classList.add("key", "link");
  anchor.dataset.place = place;
  return anchor;
}

/** The button, as in the Bot API, that an element stands for. */
export function buttonAt(message, place) {
  const [rowNumber, number] = place.split(":");
  return message.reply_markup.inline_keyboard[rowNumber][number];
}

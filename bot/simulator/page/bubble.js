// One message as an element: `[data-message-id]`, class `mine` or `theirs`.

import { make } from "./dom.js";
import { marked } from "./entities.js";
import { keyboard } from "./keyboard.js";
import { clock } from "./times.js";

const THINGS = {
  photo: "Foto",
  voice: "Röstmeddelande",
  sticker: "Klistermärke",
  video: "Video",
  document: "Fil",
  location: "Plats",
  contact: "Kontakt",
  poll: "Omröstning",
};

export function bubble(message, botName) {
  const sender = message.from.is_bot ? botName : "Du";
  return make(
    "article",
    {
      className: message.from.is_bot ? "theirs" : "mine",
      tabIndex: -1,
      data: { messageId: message.message_id },
    },
    make("div", { className: "bubble" }, ...contents(message, sender, botName)),
    keyboard(message.reply_markup?.inline_keyboard ?? []),
    actions(),
  );
}

/** The words of a message, for a quote of it. */
export function gist(message) {
  return message.text ?? message.caption ?? thing(message) ?? "Meddelande";
}

function contents(message, sender, botName) {
  return [
    make("span", { className: "unseen" }, `${sender}: `),
    origin(message),
    message.reply_to_message ? quote(message.reply_to_message, botName) : null,
    message.text === undefined ? make("div", { className: "thing" }, thing(message) ?? "Meddelande") : null,
    words(message),
    meta(message),
  ];
}

function words(message) {
  const text = message.text ?? message.caption;
  if (text === undefined) return null;
  return make("span", { className: "words" }, marked(text, message.entities ?? message.caption_entities));
}

function thing(message) {
  const kind = Object.keys(THINGS).find((one) => one in message);
  return kind ? THINGS[kind] : undefined;
}

function origin(message) {
  if (message.via_bot) return make("div", { className: "from" }, `via @${message.via_bot.username}`);
  const from = message.forward_origin;
  if (!from) return null;
  const name = from.sender_user_name ?? from.sender_user?.first_name ?? from.chat?.title ?? "någon";
  return make("div", { className: "from" }, `Vidarebefordrat från ${name}`);
}

function quote(message, botName) {
  return make(
    "button",
    { type: "button", className: "quote", title: "Visa meddelandet", data: { to: message.message_id } },
    make("span", { className: "unseen" }, "Svar på "),
    make("strong", {}, message.from.is_bot ? botName : "Du"),
    make("span", {}, gist(message)),
  );
}

function meta(message) {
  const time = clock(message.date);
  return make("span", { className: "meta" }, message.edit_date ? `redigerad ${time}` : time);
}

function actions() {
  const name = "Åtgärder för meddelandet";
  const button = make("button", {
    type: "button",
    className: "round more",
    title: name,
    tabIndex: -1,
    aria: { label: name, haspopup: "menu", expanded: "false" },
  });
  // A clone of the bar's three dots: a picture in markup, not in a script.
  button.append(document.querySelector("#menu-button svg").cloneNode(true));
  return button;
}

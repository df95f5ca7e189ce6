// The conversation: messages in order, changed and removed in place.

import { bubble } from "./bubble.js";
import { byId, make } from "./dom.js";
import { dayOf } from "./times.js";

export class Log {
  constructor() {
    this.element = byId("log");
    this.messages = new Map();
    this.botName = "Bot";
  }

  get isEmpty() {
    return this.messages.size === 0;
  }

  find(messageId) {
    return this.element.querySelector(`[data-message-id="${messageId}"]`);
  }

  /** The message that an element is part of. */
  messageOf(element) {
    const article = element.closest("[data-message-id]");
    return article ? this.messages.get(Number(article.dataset.messageId)) : undefined;
  }

  /** The last message of the resident that is text, undefined when there is none. */
  lastOwn() {
    return [...this.messages.values()].findLast((one) => !one.from.is_bot && one.text !== undefined);
  }

  put(message, live) {
    const old = this.find(message.message_id);
    const made = bubble(message, this.botName);
    if (old) this.#replace(old, made);
    else this.#add(message, made, live);
    this.messages.set(message.message_id, message);
  }

  remove(messageId) {
    const element = this.find(messageId);
    this.messages.delete(messageId);
    if (!element) return;
    const neighbour = element.previousElementSibling ?? element.nextElementSibling;
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    if (hadFocus) (neighbour ?? byId("text")).focus();
    this.#enter(this.element.querySelector("article:last-of-type"));
  }

  /** Choose one bubble; Tab then reaches its menu as well. */
  select(messageId) {
    for (const one of this.element.querySelectorAll(".selected")) mark(one, false);
    mark(this.find(messageId), true);
  }

  clear() {
    this.messages.clear();
    this.element.replaceChildren();
    this.element.ariaBusy = "true";
  }

  /** Tab reaches one bubble, the arrows the others. */
  #enter(article) {
    this.element.querySelector('[tabindex="0"][data-message-id]')?.setAttribute("tabindex", "-1");
    article?.setAttribute("tabindex", "0");
  }

  #add(message, made, live) {
    const day = dayOf(message.date);
    if (this.day !== day || this.isEmpty) {
      this.element.append(make("p", { className: "day" }, day));
      this.day = day;
    }
    if (live) made.classList.add("arriving");
    this.element.append(made);
    this.#enter(made);
  }

  #replace(old, made) {
    made.tabIndex = old.tabIndex;
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(made);
    if (old.matches(".selected")) mark(made, true);
    if (focused) (sameKey(made, focused) ?? made).focus();
  }
}

function mark(article, selected) {
  article.classList.toggle("selected", selected);
  article.querySelector(".more").tabIndex = selected ? 0 : -1;
}

/** The button in a changed message with the words of one in the old message. */
function sameKey(article, key) {
  return [...article.querySelectorAll(".key")].find((one) => one.textContent === key.textContent);
}

// What a press in the conversation does: a button, a link, a command, a quote, a bubble.

import { byId } from "./dom.js";
import { buttonAt } from "./keyboard.js";
import { telegramLink } from "./links.js";
import { messageActions } from "./actions.js";
import { alert, copy, toast } from "./notices.js";
import { jumpTo } from "./scrolling.js";

export class Pressing {
  /** `uses` has: log, profile, write(text), tap(message, data), start, composer, select(message). */
  constructor(uses) {
    this.uses = uses;
    const log = uses.log.element;
    log.addEventListener("click", (event) => this.#click(event));
    log.addEventListener("keydown", (event) => this.#key(event));
    log.addEventListener("contextmenu", (event) => this.#context(event));
  }

  #click(event) {
    const target = event.target.closest("button, a") ?? event.target;
    const message = this.uses.log.messageOf(target);
    if (!message) return;
    if (target.matches("a")) this.#follow(event, target.href);
    else if (target.matches(".command")) this.uses.write(target.textContent);
    else if (target.matches(".key")) this.#pressKey(message, target);
    else if (target.matches(".quote")) this.#jump(target.dataset.to);
    else if (target.matches(".more")) messageActions(target, message, this.uses);
    else if (getSelection().isCollapsed) this.uses.select(message);
  }

  #key(event) {
    const { target, key } = event;
    if (!target.matches("[data-message-id]")) return;
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[key];
    if (step) this.#move(event, step);
    else if (key === "Enter" || key === " ") {
      event.preventDefault();
      this.uses.select(this.uses.log.messageOf(target));
    }
  }

  #move(event, step) {
    event.preventDefault();
    let next = event.target[step];
    while (next && !next.matches("[data-message-id]")) next = next[step];
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  /** The right mouse button, the menu key: the message's own menu, but the browser's on a link. */
  #context(event) {
    const article = event.target.closest("[data-message-id]");
    if (!article || event.target.closest("a") || !getSelection().isCollapsed) return;
    event.preventDefault();
    messageActions(article.querySelector(".more"), this.uses.log.messageOf(article), this.uses);
  }

  #follow(event, address) {
    const inTelegram = telegramLink(address);
    if (!inTelegram) return;
    if (inTelegram.share !== undefined) {
      event.preventDefault();
      alert("Dela", `I Telegram väljer man här vem man delar med. Det här delas:\n\n${inTelegram.share}`);
    } else if (inTelegram.bot === this.uses.profile.bot.username.toLowerCase()) {
      event.preventDefault();
      this.uses.start.offer(inTelegram.start);
    }
  }

  #pressKey(message, element) {
    const button = buttonAt(message, element.dataset.place);
    const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
    const chosen = button.switch_inline_query_chosen_chat;
    if (button.callback_data !== undefined) this.#tap(message, element, button.callback_data);
    else if (button.copy_text) copy(button.copy_text.text);
    else if (query !== undefined || chosen) this.#askInline(query ?? chosen.query ?? "");
    else toast("Den här sortens knapp finns bara i Telegram.");
  }

  async #tap(message, element, data) {
    if (element.ariaBusy === "true") return;
    element.ariaBusy = "true";
    const answer = await this.uses.tap(message, data);
    element.ariaBusy = "false";
    if (!answer?.text) return;
    if (answer.show_alert) alert(this.uses.profile.bot.name, answer.text);
    else toast(answer.text);
  }

  #askInline(query) {
    this.uses.composer.setText(`@${this.uses.profile.bot.username} ${query}`);
    byId("text").focus();
  }

  #jump(messageId) {
    const article = this.uses.log.find(messageId);
    if (article) jumpTo(article);
    else toast("Meddelandet finns inte längre.");
  }
}

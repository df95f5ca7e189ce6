// What is suggested while one writes: commands after "/", inline results after "@the_bot ".

import { byId } from "./dom.js";

const PAUSE_MS = 250;

export class Suggestions {
  /** `replaceText(text)` fills the field, `offer(parameter)` shows Starta for a deep link. */
  constructor({ choices, profile, chat, replaceText, offer }) {
    Object.assign(this, { choices, profile, chat, replaceText, offer });
    this.field = byId("text");
    this.asked = 0;
    byId("commands").addEventListener("click", () => this.#toggleCommands());
  }

  /** The text has changed: show what fits it. */
  update() {
    const text = this.field.value;
    clearTimeout(this.waiting);
    this.asked += 1;
    const query = this.#inlineQuery(text);
    if (query !== null) this.waiting = setTimeout(() => this.#showResults(query), PAUSE_MS);
    else if (/^\/\w*$/.test(text)) this.#showCommands(text.slice(1).toLowerCase());
    else this.choices.close();
  }

  #inlineQuery(text) {
    const call = `@${this.profile.bot.username.toLowerCase()} `;
    return text.toLowerCase().startsWith(call) ? text.slice(call.length) : null;
  }

  async #toggleCommands() {
    if (this.choices.isOpen) {
      this.choices.close();
      return;
    }
    await this.profile.load();
    this.field.focus();
    this.#showCommands("");
  }

  #showCommands(beginning) {
    const fitting = this.profile.bot.commands.filter((one) => one.command.startsWith(beginning));
    const options = fitting.map(({ command, description }) => ({
      label: `/${command}`,
      detail: description,
      choose: () => {
        this.replaceText("");
        this.chat.write(`/${command}`);
      },
    }));
    this.choices.open("Kommandon", options);
  }

  /** Ask the bot; an answer that comes after one has written on is not shown. */
  async #showResults(query) {
    const asked = this.asked;
    const answer = await this.chat.askInline(query);
    if (asked !== this.asked || !answer) return;
    const results = answer.results.map(({ title, description }, place) => ({
      label: title,
      detail: description ?? "",
      className: "result",
      choose: () => {
        this.replaceText("");
        this.chat.choose(place);
      },
    }));
    this.choices.open("Svar att välja", [...this.#buttonAbove(answer.button), ...results]);
  }

  /** The button above the results leads to the private chat, with a start parameter. */
  #buttonAbove(button) {
    if (!button?.start_parameter) return [];
    const choose = () => {
      this.replaceText("");
      this.offer(button.start_parameter);
    };
    return [{ label: button.text, detail: "", className: "result", choose }];
  }
}

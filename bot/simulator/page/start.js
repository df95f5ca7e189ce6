// Before the first message: what the bot can do, and Starta. A link with ?start=… brings it back.

import { byId } from "./dom.js";
import { startParameter } from "./links.js";
import { toast } from "./notices.js";

export class Start {
  /** `send(text)` writes the command; `isEmpty()` tells whether anything has been said. */
  constructor({ send, isEmpty }) {
    Object.assign(this, { send, isEmpty });
    this.parameter = "";
    byId("start").addEventListener("click", () => this.press());
  }

  /** Take the parameter out of the page's address. */
  readAddress() {
    const parameter = startParameter(location.search);
    if (parameter === null) toast("Länkens start-parameter får bara ha a–z, A–Z, 0–9, _ och -, högst 64.");
    this.parameter = parameter ?? "";
    if (location.search) history.replaceState(null, "", location.pathname);
  }

  /** A link to this bot was followed. */
  offer(parameter) {
    this.parameter = parameter;
    this.show();
    if (!byId("start-bar").hidden) byId("start").focus();
  }

  show() {
    byId("about").hidden = !this.isEmpty() || !byId("description").textContent;
    this.#wait(this.isEmpty() || this.parameter !== "");
  }

  async press() {
    const text = this.parameter ? `/start ${this.parameter}` : "/start";
    if (!(await this.send(text))) return;
    this.parameter = "";
    this.#wait(false);
    byId("text").focus();
  }

  /** Either the button or the field is there. */
  #wait(waiting) {
    byId("start-bar").hidden = !waiting;
    byId("composer").hidden = waiting;
    byId("skip").hash = waiting ? "start" : "text";
  }
}

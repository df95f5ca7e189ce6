// The field: plain Enter sends, Shift+Enter breaks the line, Arrow up in an empty field edits.

import { gist } from "./bubble.js";
import { byId } from "./dom.js";
import { MAX_TEXT, pieces } from "./pieces.js";

const DRAFT = "draft";
const COUNT_FROM = 3500;
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");
const TITLES = { edit: "Redigerar meddelandet", reply: "Svar på" };

export class Composer {
  /** `uses` has: choices, changed(), lastOwn(), send(text, replyTo), edit(message, text). */
  constructor(uses) {
    this.uses = uses;
    this.field = byId("text");
    this.mode = null;
    this.field.addEventListener("input", () => this.#changed());
    this.field.addEventListener("keydown", (event) => this.#press(event));
    byId("mode-cancel").addEventListener("click", () => this.setMode(null));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.setText(sessionStorage.getItem(DRAFT) ?? "");
  }

  setText(text) {
    this.field.value = text;
    this.#changed();
  }

  /** `mode`: null for a new message, or {kind: "edit" | "reply", message}. */
  setMode(mode) {
    const wasEdit = this.mode?.kind === "edit";
    this.mode = mode;
    byId("mode").hidden = !mode;
    if (mode) {
      byId("mode-title").textContent = TITLES[mode.kind];
      byId("mode-text").textContent = gist(mode.message);
    }
    if (mode?.kind === "edit") this.setText(mode.message.text);
    else if (wasEdit) this.setText("");
    if (!byId("composer").hidden) this.field.focus();
  }

  /** Send what is written; it comes back into the field if it could not be sent. */
  async submit() {
    const text = this.field.value;
    const mode = this.mode;
    if (!text.trim()) return;
    if (mode?.kind === "edit" && pieces(text).length > 1) return;
    this.setMode(null);
    this.setText("");
    const sent = await this.#deliver(text, mode);
    if (!sent && !this.field.value) this.setText(text);
  }

  async #deliver(text, mode) {
    if (mode?.kind === "edit") {
      return text.trim() === mode.message.text || this.uses.edit(mode.message, text);
    }
    for (const [number, piece] of pieces(text).entries()) {
      const replyTo = number === 0 ? mode?.message.message_id : undefined;
      if (!(await this.uses.send(piece, replyTo))) return false;
    }
    return true;
  }

  #press(event) {
    if (event.isComposing || this.uses.choices.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && !this.field.value && !this.mode) {
      this.#editLast(event);
    } else if (event.key === "Escape" && this.mode) {
      this.setMode(null);
    }
  }

  #editLast(event) {
    const message = this.uses.lastOwn();
    if (!message) return;
    event.preventDefault();
    this.setMode({ kind: "edit", message });
  }

  #changed() {
    if (!GROWS_BY_ITSELF) this.#grow();
    if (this.mode?.kind !== "edit") sessionStorage.setItem(DRAFT, this.field.value);
    this.#count();
    this.uses.changed();
  }

  #grow() {
    this.field.style.height = "auto";
    this.field.style.height = this.field.scrollHeight ? `${this.field.scrollHeight}px` : "";
  }

  #count() {
    const { length } = this.field.value.trim();
    const parts = pieces(this.field.value).length;
    byId("counter").classList.toggle("over", parts > 1);
    byId("counter").textContent = length < COUNT_FROM ? "" : counted(length, parts, this.mode);
  }
}

function counted(length, parts, mode) {
  if (parts === 1) return `${MAX_TEXT - length} kvar`;
  return mode?.kind === "edit" ? `${length - MAX_TEXT} för mycket` : `Blir ${parts} meddelanden`;
}

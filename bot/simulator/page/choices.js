// A list of suggestions above the field. The focus stays in the field; arrows choose in the list.

import { byId, make } from "./dom.js";

export class Choices {
  constructor() {
    this.element = byId("choices");
    this.field = byId("text");
    this.options = [];
    // The field must not lose its focus when one clicks in the list.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("mousemove", (event) => this.#point(event));
    this.element.addEventListener("click", (event) => this.#click(event));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Options: {label, detail, choose, className?}. `title` tells what they are. */
  open(title, options) {
    if (options.length === 0) {
      this.close();
      return;
    }
    this.options = options;
    this.element.ariaLabel = title;
    this.element.replaceChildren(...options.map(row));
    this.element.hidden = false;
    byId("commands").ariaExpanded = "true";
    this.#select(0);
  }

  close() {
    this.element.hidden = true;
    this.options = [];
    byId("commands").ariaExpanded = "false";
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Whether a key pressed in the field was meant for the list. */
  takes(event) {
    if (!this.isOpen) return false;
    const count = this.options.length;
    if (event.key === "ArrowDown") this.#move((this.selected + 1) % count);
    else if (event.key === "ArrowUp") this.#move((this.selected + count - 1) % count);
    else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.selected);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  #select(number) {
    this.selected = number;
    for (const [index, option] of [...this.element.children].entries()) {
      option.ariaSelected = String(index === number);
    }
    const option = this.element.children[number];
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  #move(number) {
    this.#select(number);
    this.element.children[number].scrollIntoView({ block: "nearest" });
  }

  #point(event) {
    const number = this.#numberAt(event);
    if (number >= 0 && number !== this.selected) this.#select(number);
  }

  #choose(number) {
    const { choose } = this.options[number];
    this.close();
    choose();
  }

  #click(event) {
    const number = this.#numberAt(event);
    if (number >= 0) this.#choose(number);
  }

  #numberAt(event) {
    return [...this.element.children].indexOf(event.target.closest("[role=option]"));
  }
}

function row({ label, detail, className = "" }, number) {
  const option = make("div", { className: `choice ${className}`, role: "option", id: `choice-${number}` });
  option.append(make("strong", {}, label), make("span", {}, detail));
  return option;
}

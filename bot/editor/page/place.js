// A file and line, and a button that copies them.

import { make } from "/page/dom.js";

const SHOWN_MILLISECONDS = 2000;

export function placeLine(place) {
  const button = make("button", { type: "button", className: "copy", aria: { label: `Kopiera ${place}` } }, "Kopiera");
  button.addEventListener("click", () => copy(place, button));
  return make("p", { className: "place" }, make("code", {}, place), button);
}

async function copy(place, button) {
  try {
    await navigator.clipboard.writeText(place);
    button.textContent = "Kopierat";
  } catch {
    button.textContent = "Gick inte";
  }
  setTimeout(() => (button.textContent = "Kopiera"), SHOWN_MILLISECONDS);
}

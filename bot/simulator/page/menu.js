// A menu at a button: arrows move, Enter chooses, Escape and a click elsewhere close.

import { byId, make } from "./dom.js";

const EDGE_PX = 8;
let opener = null;

/** Items: {label, choose, checked?} or null for a line between. `checked` makes it one of several. */
export function openMenu(button, items, title) {
  const wasOpen = opener === button;
  closeMenu();
  if (wasOpen) return;
  const menu = byId("menu");
  menu.replaceChildren(...items.map(item));
  menu.ariaLabel = title;
  menu.hidden = false;
  opener = button;
  opener.ariaExpanded = "true";
  place(menu, button.getBoundingClientRect());
  menu.querySelector("button").focus();
}

export function closeMenu({ refocus = false } = {}) {
  byId("menu").hidden = true;
  if (!opener) return;
  opener.ariaExpanded = "false";
  if (refocus) opener.focus();
  opener = null;
}

export function startMenus() {
  byId("menu").addEventListener("keydown", move);
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#menu") && !opener?.contains(event.target)) closeMenu();
  });
  addEventListener("resize", () => closeMenu());
}

function item(about) {
  if (!about) return make("div", { role: "separator" });
  const radio = about.checked !== undefined;
  const aria = radio ? { checked: String(about.checked) } : {};
  const role = radio ? "menuitemradio" : "menuitem";
  const button = make("button", { type: "button", role, tabIndex: -1, aria }, about.label);
  button.addEventListener("click", () => {
    closeMenu({ refocus: true });
    about.choose();
  });
  return button;
}

function place(menu, at) {
  const below = at.bottom + menu.offsetHeight + EDGE_PX < innerHeight;
  const top = below ? at.bottom + 4 : at.top - menu.offsetHeight - 4;
  const left = Math.min(at.left, innerWidth - menu.offsetWidth - EDGE_PX);
  menu.style.top = `${Math.max(top, EDGE_PX)}px`;
  menu.style.left = `${Math.max(left, EDGE_PX)}px`;
}

function move(event) {
  const items = [...event.currentTarget.querySelectorAll("button")];
  const now = items.indexOf(document.activeElement);
  const goal = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
  if (goal !== undefined) {
    event.preventDefault();
    items.at(goal % items.length).focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    closeMenu({ refocus: true });
  }
}

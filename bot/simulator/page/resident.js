// Who writes in this tab. Every tab is a resident of its own; a reload keeps the resident.

import { post } from "./request.js";

const KEY = "resident";
const NAMES = ["Astrid", "Bertil", "Cecilia", "David", "Elsa", "Folke", "Greta", "Hugo", "Ingrid", "Johan"];

/** The tab's chat as in the Bot API, made when there is none. */
export async function currentResident() {
  const kept = sessionStorage.getItem(KEY);
  return kept ? JSON.parse(kept) : newResident();
}

/** Somebody new, with an empty chat. */
export async function newResident() {
  const name = NAMES[Math.floor(Math.random() * NAMES.length)];
  const resident = await post("/client/residents", { first_name: name });
  sessionStorage.setItem(KEY, JSON.stringify(resident));
  return resident;
}

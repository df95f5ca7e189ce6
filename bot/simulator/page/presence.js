// Under the bot's name: what it is doing just now.

import { byId } from "./dom.js";

// core.telegram.org/bots/api#sendchataction: "the status is set for 5 seconds or less".
const ACTION_MS = 5000;
const WORDS = { typing: "skriver" };
let ending;

export function acts(action) {
  clearTimeout(ending);
  show(WORDS[action] ?? "skickar", true);
  ending = setTimeout(rests, ACTION_MS);
}

export function rests() {
  clearTimeout(ending);
  show("bot", false);
}

function show(words, active) {
  byId("presence").textContent = words;
  byId("presence").classList.toggle("typing", active);
}

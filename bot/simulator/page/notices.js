// What passes (a toast) and what must be read (an alert), both heard by screen readers.

import { byId } from "./dom.js";

const TOAST_MS = 4500;
let fading;

export function toast(text) {
  clearTimeout(fading);
  const element = byId("toast");
  element.textContent = text;
  fading = setTimeout(() => (element.textContent = ""), TOAST_MS);
}

export function alert(title, text) {
  byId("alert-title").textContent = title;
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

export function startNotices() {
  byId("alert-close").addEventListener("click", () => byId("alert").close());
}

/** Copy, and say so; say too when the browser does not allow it. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Kopierat");
  } catch {
    toast("Webbläsaren lät oss inte kopiera.");
  }
}

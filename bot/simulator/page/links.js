// Addresses in messages: which may be opened, and which the page follows itself.

import { make } from "./dom.js";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);
const PARAMETER = /^[A-Za-z0-9_-]{1,64}$/;

/** An anchor that opens in a tab of its own; plain text where the address could do harm. */
export function link(address, ...children) {
  const url = URL.parse(address);
  if (!url || !SAFE.has(url.protocol)) return make("span", { title: address }, ...children);
  const rel = "noopener noreferrer";
  return make("a", { href: address, target: "_blank", rel, title: address }, ...children);
}

/** What a person sees of an address: host and path, readable. */
export function shortAddress(address) {
  const url = URL.parse(address);
  if (!url) return address;
  return readable(url.host + url.pathname).replace(/^www\./, "").replace(/\/$/, "");
}

function readable(text) {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** The start parameter of `?start=…`: "" where there is none, null where it is not a valid one. */
export function startParameter(search) {
  const parameter = new URLSearchParams(search).get("start") ?? "";
  return parameter === "" || PARAMETER.test(parameter) ? parameter : null;
}

/** What a link into Telegram means: {bot, start} or {share} (its text), or null for other links. */
export function telegramLink(address) {
  const url = URL.parse(address);
  if (!url || !["t.me", "telegram.me"].includes(url.host)) return null;
  if (url.pathname === "/share/url" || url.pathname === "/share") {
    const parts = [url.searchParams.get("text"), url.searchParams.get("url")];
    return { share: parts.filter(Boolean).join("\n") };
  }
  return { bot: url.pathname.slice(1).toLowerCase(), start: startParameter(url.search) ?? "" };
}

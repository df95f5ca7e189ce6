// The editors' panel: the state of the FAQ, its faults, and why the bot replied as it did.

import { byId, make } from "/page/dom.js";
import { drawFaults } from "/editor/faults.js";
import { drawState } from "/editor/state.js";
import { drawWhy } from "/editor/why.js";

const panel = byId("panel");
const state = make("p", { className: "faq-state", role: "status" });
const version = make("p", { className: "faq-version" });
const report = make("p", { className: "faq-report" }, make("a", { href: "/editor/report", target: "_blank" }, "Vad frågade de? Rapporten ur journalen"));
const faults = make("section", { className: "faq-faults", hidden: true, aria: { label: "Att rätta i filerna" } });
const why = make("section", { className: "why", aria: { label: "Varför boten svarar så" } });
const messages = new Map();
let chatId;
let chosen;
let asking = 0;
let source;

panel.ariaLabel = "Redaktör";
panel.append(make("h2", { className: "unseen" }, "För dig som redigerar"), state, version, report, faults, why);
panel.hidden = false;
drawWhy(why, null);

document.addEventListener("chat:message", ({ detail }) => {
  remember(detail);
  if (!detail.message.from.is_bot) choose(detail.message);
});
document.addEventListener("chat:edit", ({ detail }) => {
  remember(detail);
  if (detail.message.message_id === chosen?.message_id) choose(detail.message);
});
document.addEventListener("chat:select", ({ detail }) => {
  const message = asked(detail.message);
  if (message) choose(message);
});
document.addEventListener("visibilitychange", follow);
follow();

function remember({ message, chat }) {
  if (chat.id !== chatId) {
    chatId = chat.id;
    messages.clear();
  }
  messages.set(message.message_id, message);
}

/** The resident's message that a message is, or that it replies to. */
function asked(message) {
  if (!message.from.is_bot) return message;
  const earlier = [...messages.values()].filter((one) => one.message_id < message.message_id);
  return messages.get(message.reply_to_message?.message_id) ?? earlier.findLast((one) => !one.from.is_bot);
}

/** Explains a message; of several in a row (a chat that is drawn anew) only the last. */
function choose(message) {
  chosen = message;
  asking += 1;
  setTimeout(explain, 0, message, asking);
}

async function explain(message, number) {
  if (number !== asking) return;
  const text = message.text ?? message.caption ?? "";
  const explained = text ? await ask(text) : undefined;
  if (number === asking) drawWhy(why, { text, explained });
}

async function ask(text) {
  try {
    const answer = await fetch("/editor/why", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Follows the FAQ while the tab is seen: browsers allow six connections to one address. */
function follow() {
  source?.close();
  if (document.hidden) return;
  source = new EventSource("/editor/state");
  source.onmessage = (message) => take(JSON.parse(message.data));
}

/** A new version of the FAQ may reply otherwise: the reasons are asked for anew. */
function take(faq) {
  drawState(state, version, faq);
  drawFaults(faults, faq.problems);
  if (chosen) choose(chosen);
}

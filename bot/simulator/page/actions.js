// The menu of one message.

import { gist } from "./bubble.js";
import { openMenu } from "./menu.js";
import { copy } from "./notices.js";

export function messageActions(button, message, uses) {
  const { composer } = uses;
  const own = !message.from.is_bot;
  const hasText = message.text !== undefined;
  const items = [
    { label: "Svara", choose: () => composer.setMode({ kind: "reply", message }) },
    own && hasText && { label: "Redigera", choose: () => composer.setMode({ kind: "edit", message }) },
    { label: "Kopiera text", choose: () => copy(gist(message)) },
    hasText && { label: "Vidarebefordra hit", choose: () => uses.forward(message.text) },
    own && { label: "Ta bort", choose: () => uses.remove(message) },
  ];
  openMenu(button, items.filter(Boolean), "Åtgärder för meddelandet");
}

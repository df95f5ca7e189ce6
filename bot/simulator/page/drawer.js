// The panel beside the chat. An extension shows it by `hidden = false`; on a narrow screen it lies
// over the chat and a button in the bar opens it.

import { byId } from "./dom.js";

export function startDrawer() {
  const panel = byId("panel");
  const button = byId("panel-button");
  const update = () => {
    button.hidden = panel.hidden;
    button.textContent = panel.ariaLabel;
  };
  new MutationObserver(update).observe(panel, { attributeFilter: ["hidden", "aria-label"] });
  update();
  button.addEventListener("click", () => toggle(panel, button, button.ariaExpanded !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.ariaExpanded === "true") {
      toggle(panel, button, false);
      button.focus();
    }
  });
}

function toggle(panel, button, open) {
  panel.classList.toggle("open", open);
  button.ariaExpanded = String(open);
}

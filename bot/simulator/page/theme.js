// Light or dark: as the machine is set, unless one has chosen.

const KEY = "theme";
const LABELS = { auto: "Färger som datorns", light: "Ljusa färger", dark: "Mörka färger" };

const chosen = () => localStorage.getItem(KEY) ?? "auto";

export function applyTheme() {
  document.documentElement.dataset.theme = chosen();
}

/** The three choices, for a menu. */
export function themeItems() {
  return Object.entries(LABELS).map(([theme, label]) => ({
    label,
    checked: theme === chosen(),
    choose: () => {
      localStorage.setItem(KEY, theme);
      applyTheme();
    },
  }));
}

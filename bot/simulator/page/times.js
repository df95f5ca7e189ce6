// Dates as Swedes write them.

const CLOCK = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long" });
const DAY_MS = 86_400_000;

export const clock = (seconds) => CLOCK.format(seconds * 1000);

export function dayOf(seconds) {
  const day = DAY.format(seconds * 1000);
  if (day === DAY.format(Date.now())) return "I dag";
  return day === DAY.format(Date.now() - DAY_MS) ? "I går" : day;
}

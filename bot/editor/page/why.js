// Why the bot replies as it does: what kind of reply, the best candidates, and word by word.

import { make } from "/page/dom.js";
import { placeLine } from "/editor/place.js";

const START =
  "Skriv något i chatten, så står skälen till svaret här. Välj ett äldre meddelande för att se skälen till det.";
const points = (number) => number.toLocaleString("sv-SE", { maximumFractionDigits: 0 });

/** `asked` is null before anything was written; `explained` is missing for what is not text. */
export function drawWhy(section, asked) {
  section.replaceChildren(make("h3", {}, "Varför svarar boten så?"), ...contents(asked));
}

function contents(asked) {
  if (!asked) return [hint(START)];
  if (!asked.text) return [hint("Meddelandet är inte text. Då svarar boten med en fast text.")];
  if (asked.text.startsWith("/")) return [hint("Det är ett kommando. Då letar boten inte efter ett svar.")];
  if (!asked.explained) return [hint("Skälen gick inte att hämta. Är programmet igång?")];
  return [
    make("blockquote", { className: "asked" }, asked.text),
    verdict(asked.explained),
    ...candidates(asked.explained),
  ];
}

const hint = (words) => make("p", { className: "hint" }, words);

function verdict({ kind, because, group, margin }) {
  return make(
    "div",
    { className: "verdict" },
    make("p", {}, make("strong", { className: "kind" }, kind), " ", because),
    group?.place ? groupPlace(group) : null,
    margin === null || group ? null : make("p", {}, `Försprång till den näst bästa: ${points(margin)} poäng.`),
  );
}

function groupPlace({ place, own }) {
  return own ? placeLine(place) : make("p", { className: "place" }, `Gruppen följer med boten (${place}).`);
}

function candidates(explained) {
  if (explained.candidates.length === 0) return [];
  const items = explained.candidates.map((one, index) => make("li", {}, candidate(one, explained, index === 0 && !explained.group)));
  return [make("h4", {}, "Närmaste frågor"), make("ol", { className: "candidates" }, ...items)];
}

function candidate(one, explained, open) {
  return make(
    "details",
    { open },
    make(
      "summary",
      {},
      make("span", { className: "question" }, one.question),
      make("span", { className: "score" }, points(one.score), make("span", { className: "unseen" }, " poäng")),
      scale(one.score, explained),
    ),
    placeLine(one.place),
    one.variant ? make("p", {}, `Närmaste formulering: ”${one.variant}”`) : null,
    ...one.doubts.map((doubt) => make("p", { className: "doubt" }, make("strong", {}, "Tveksamt: "), `${doubt}.`)),
    wordTable(one),
  );
}

/** The score as a bar, with the two cut-offs marked; the numbers stand in words beside it. */
function scale(score, explained) {
  const bar = make("span", { className: "scale", aria: { hidden: "true" } }, make("span", { className: "filled" }));
  for (const [name, value] of [["score", score], ["answer", explained.answer_from], ["suggest", explained.suggest_from]]) {
    bar.style.setProperty(`--${name}`, `${Math.min(100, Math.max(0, value))}%`);
  }
  bar.append(make("span", { className: "cut answer" }), make("span", { className: "cut suggest" }));
  return bar;
}

function wordTable({ words, question }) {
  const heading = (text) => make("th", { scope: "col" }, text);
  return make(
    "table",
    {},
    make("caption", { className: "unseen" }, `Ord för ord mot frågan ${question}`),
    make("thead", {}, make("tr", {}, heading("Ord"), heading("I frågan"), heading("Väger"))),
    make("tbody", {}, ...words.map(wordRow)),
  );
}

function wordRow({ word, how, matched, weight, likeness }) {
  const met = matched === null ? how : `${how} ”${matched}”`;
  const likely = likeness === null ? "" : ` (${likeness} % likt)`;
  return make(
    "tr",
    { className: matched === null ? "missing" : "" },
    make("th", { scope: "row" }, word),
    make("td", {}, met, likely),
    make("td", {}, `${weight} %`),
  );
}

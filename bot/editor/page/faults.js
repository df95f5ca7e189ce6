// What is wrong in the files: where, what, the line itself, and how to mend it.

import { make } from "/page/dom.js";
import { placeLine } from "/editor/place.js";

const LEVELS = { fault: "Fel", warning: "Varning" };

export function drawFaults(section, problems) {
  section.hidden = problems.length === 0;
  section.replaceChildren(
    make("h3", {}, "Att rätta i filerna"),
    make("ol", {}, ...problems.map(problemItem)),
  );
}

function problemItem(problem) {
  return make(
    "li",
    { className: "problem", data: { level: problem.level } },
    make("p", { className: "message" }, make("strong", {}, `${LEVELS[problem.level]}: `), problem.message),
    placeLine(problem.place),
    problem.line === null ? null : excerpt(problem),
    make("pre", { className: "remedy", tabIndex: 0, aria: { label: "Så rättar du" } }, problem.remedy),
  );
}

/** The line of the file with a marker under the column. */
function excerpt({ line, column }) {
  const marker = make("span", { className: "marker", aria: { hidden: "true" } }, `\n${" ".repeat(column - 1)}^`);
  return make("pre", { className: "excerpt", tabIndex: 0, aria: { label: "Raden i filen" } }, line, marker);
}

// Which version of the FAQ answers, and since when.

export function drawState(state, version, faq) {
  state.dataset.level = faq.faulty ? "fault" : "good";
  state.textContent = faq.faulty ? faulty(faq) : "Filerna är utan fel. Boten svarar ur dem.";
  const questions = faq.entries === 1 ? "1 fråga" : `${faq.entries} frågor`;
  version.textContent = `Version ${faq.version}, ${questions}, inläst ${clock(faq.since)}`;
}

function faulty(faq) {
  const count = faq.problems.filter((one) => one.level === "fault").length;
  const begun = count === 1 ? "Ett fel i filerna." : `${count} fel i filerna.`;
  if (faq.entries === 0) return `${begun} Boten kan svara när de är rättade.`;
  return `${begun} Boten svarar ur den senaste felfria versionen tills du rättat.`;
}

function clock(time) {
  return new Date(time).toLocaleTimeString("sv-SE");
}

// Requests to the simulator. What it refuses is thrown.

export class Refused extends Error {
  constructor(status, description) {
    super(description);
    this.status = status;
  }
}

export const get = (path) => ask(path, {});

export const post = (path, body) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function ask(path, options) {
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (!answer.ok) throw new Refused(answer.status, body.description);
  return body;
}

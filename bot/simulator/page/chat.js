// What the resident does in the chat, as requests. A failure is told, not thrown.

import { toast } from "./notices.js";
import { post } from "./request.js";

export class Chat {
  constructor(resident) {
    this.resident = resident;
  }

  get path() {
    return `/client/chats/${this.resident.id}`;
  }

  write(text, replyTo) {
    return attempt(() => post(`${this.path}/messages`, { text, reply_to: replyTo }));
  }

  forward(text) {
    return attempt(() => post(`${this.path}/messages`, { text, forwarded: true }));
  }

  edit(message, text) {
    return attempt(() => post(`${this.path}/messages/${message.message_id}`, { text }));
  }

  remove(message) {
    return attempt(() => post(`${this.path}/messages/${message.message_id}/delete`, {}));
  }

  attach(kind) {
    return attempt(() => post(`${this.path}/attachments`, { kind }));
  }

  askInline(query) {
    return attempt(() => post(`${this.path}/inline`, { query }));
  }

  choose(place) {
    return attempt(() => post(`${this.path}/inline/choose`, { place }));
  }

  /** The bot's answer to a tap; null when there is none. */
  async tap(message, data) {
    const given = { message_id: message.message_id, data };
    const answer = await attempt(() => post(`${this.path}/taps`, given));
    if (answer && !answer.answered) toast("Boten svarade inte på trycket.");
    return answer;
  }
}

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    const known = error.status ? ` (${error.message})` : " Är programmet igång?";
    toast(`Det gick inte.${known}`);
    return null;
  }
}

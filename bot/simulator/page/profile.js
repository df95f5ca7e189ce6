// Who the bot is: name, picture, description, commands.

import { byId, initial } from "./dom.js";
import { get } from "./request.js";

// The bot may have started after the page: it sets its profile when it is ready.
const RETRY_MS = [1000, 2000, 4000, 8000];

export class Profile {
  constructor(whenKnown, chat) {
    Object.assign(this, { whenKnown, chat });
    this.bot = { name: "Bot", username: "", description: "", commands: [] };
  }

  async load() {
    this.bot = await get(`${this.chat.path}/bot`).catch(() => this.bot);
    const { name, description } = this.bot;
    document.title = `${name} – lokal förhandsvisning`;
    byId("name").textContent = name;
    byId("avatar").textContent = byId("about-avatar").textContent = initial(name);
    byId("description").textContent = description;
    this.whenKnown(this.bot);
  }

  async start() {
    await this.load();
    for (const pause of RETRY_MS) {
      if (this.bot.description && this.bot.commands.length) return;
      await new Promise((wake) => setTimeout(wake, pause));
      await this.load();
    }
  }
}

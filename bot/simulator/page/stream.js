// A chat's events as they come. A lost connection is taken up again where it broke.

/** `hears` has: event(event, live), caughtUp(), lost(), back(), gone(). */
export class Stream {
  constructor(chatId, hears) {
    this.chatId = chatId;
    this.hears = hears;
    this.last = 0;
    this.live = false;
    this.whenSeen = () => this.follow();
    document.addEventListener("visibilitychange", this.whenSeen);
    this.open();
  }

  open() {
    this.source = new EventSource(`/client/chats/${this.chatId}/events?after=${this.last}`);
    this.source.onopen = () => this.hears.back();
    this.source.onmessage = (message) => this.take(message);
    this.source.addEventListener("caughtup", () => this.catchUp());
    this.source.onerror = () => this.fail();
  }

  close() {
    this.source.close();
    clearTimeout(this.retry);
    document.removeEventListener("visibilitychange", this.whenSeen);
  }

  /** Browsers allow six connections to one address: only tabs that are seen hold one. */
  follow() {
    this.source.close();
    clearTimeout(this.retry);
    if (!document.hidden) this.open();
  }

  take(message) {
    this.last = Number(message.lastEventId);
    this.hears.event(JSON.parse(message.data), this.live);
  }

  catchUp() {
    if (this.live) return;
    this.live = true;
    this.hears.caughtUp();
  }

  /** The browser tries again by itself, unless the server refused the chat: it was restarted. */
  async fail() {
    if (this.source.readyState !== EventSource.CLOSED) {
      this.hears.lost();
      return;
    }
    const answer = await fetch(`/client/chats/${this.chatId}`).catch(() => null);
    if (answer?.status === 404) {
      this.close();
      this.hears.gone();
    } else {
      this.hears.lost();
      this.retry = setTimeout(() => this.open(), 1000);
    }
  }
}

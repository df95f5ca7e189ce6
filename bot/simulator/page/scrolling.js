// Where in the conversation one looks: at its end, unless one has scrolled up to read.

import { byId } from "./dom.js";

const NEAR_PX = 80;
const JUMPED_MS = 1600;

export class Scrolling {
  constructor() {
    this.scroller = byId("scroller");
    this.button = byId("down");
    this.count = byId("unread");
    this.unread = 0;
    this.atEnd = true;
    this.top = 0;
    this.scroller.addEventListener("scroll", () => this.look());
    this.button.addEventListener("click", () => this.toEnd());
    // The field grows, the keyboard of a phone comes up, a message becomes longer: the end stays.
    const keeper = new ResizeObserver(() => this.atEnd && this.toEnd());
    keeper.observe(this.scroller);
    keeper.observe(byId("log"));
  }

  look() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    // On the way down to the end one is not there yet; only going up is leaving it.
    if (near) this.unread = 0;
    this.atEnd = near || (this.atEnd && scrollTop >= this.top);
    this.top = scrollTop;
    this.show();
  }

  /** Something new at the end: follow it if the end was in view or the words are one's own. */
  follow(article, { own, live }) {
    const isTall = article.offsetHeight > this.scroller.clientHeight;
    if (live && !own && this.atEnd && isTall) this.#toTopOf(article);
    else if (own || this.atEnd) this.toEnd(live ? "smooth" : "instant");
    else this.unread += 1;
    this.show();
  }

  /** What does not fit is read from its beginning. */
  #toTopOf(article) {
    this.atEnd = false;
    article.scrollIntoView({ block: "start", behavior: pace("smooth") });
  }

  toEnd(behavior = "smooth") {
    this.atEnd = true;
    this.unread = 0;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: pace(behavior) });
    this.show();
  }

  show() {
    this.button.hidden = this.atEnd;
    this.count.hidden = this.unread === 0;
    this.count.textContent = this.unread;
    const waiting = this.unread ? `, ${this.unread} olästa` : "";
    this.button.ariaLabel = `Till det senaste meddelandet${waiting}`;
  }
}

const pace = (behavior) =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : behavior;

/** Bring a message into view, mark it for a moment and give it the focus. */
export function jumpTo(article) {
  article.scrollIntoView({ block: "center" });
  article.classList.add("jumped");
  setTimeout(() => article.classList.remove("jumped"), JUMPED_MS);
  article.focus({ preventScroll: true });
}

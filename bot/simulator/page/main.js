// The page: its parts put together, and what the chat's events do to them.

import { Chat } from "./chat.js";
import { Choices } from "./choices.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { startDrawer } from "./drawer.js";
import { Log } from "./log.js";
import { openMenu, startMenus } from "./menu.js";
import { startNotices, toast } from "./notices.js";
import { acts, rests } from "./presence.js";
import { Pressing } from "./pressing.js";
import { Profile } from "./profile.js";
import { currentResident, newResident } from "./resident.js";
import { Scrolling } from "./scrolling.js";
import { Start } from "./start.js";
import { Stream } from "./stream.js";
import { Suggestions } from "./suggestions.js";
import { applyTheme, themeItems } from "./theme.js";

const ATTACHMENTS = { photo: "Foto", voice: "Röstmeddelande", sticker: "Klistermärke" };

applyTheme();
startNotices();
startMenus();
startDrawer();

const log = new Log();
const chat = new Chat(await currentResident());
const scrolling = new Scrolling();
const choices = new Choices();
const start = new Start({ send: (text) => chat.write(text), isEmpty: () => log.isEmpty });
const profile = new Profile(introduce, chat);
const suggestions = new Suggestions({
  choices,
  profile,
  chat,
  replaceText: (text) => composer.setText(text),
  offer: (parameter) => start.offer(parameter),
});
const composer = new Composer({
  choices,
  changed: () => suggestions.update(),
  lastOwn: () => log.lastOwn(),
  send: (text, replyTo) => chat.write(text, replyTo),
  edit: (message, text) => chat.edit(message, text),
});
new Pressing({
  log,
  profile,
  start,
  composer,
  select,
  write: (text) => chat.write(text),
  tap: (message, data) => chat.tap(message, data),
  forward: (text) => chat.forward(text),
  remove: (message) => chat.remove(message),
});
let stream;

// Extensions are there before the first event is told.
if (document.readyState !== "complete") await new Promise((go) => addEventListener("load", go));
start.readAddress();
byId("newcomer").addEventListener("click", () => becomeNew());
byId("menu-button").addEventListener("click", (event) => openMenu(event.currentTarget, mainMenu(), "Meny"));
byId("attach").addEventListener("click", (event) => openMenu(event.currentTarget, things(), "Bifoga"));
follow();
profile.start();

function mainMenu() {
  // A narrow bar has no room for the button.
  const isInBar = byId("newcomer").checkVisibility();
  const newcomer = [{ label: "Ny invånare", choose: () => becomeNew() }, null];
  return [...(isInBar ? [] : newcomer), ...themeItems()];
}

function things() {
  return Object.entries(ATTACHMENTS).map(([kind, label]) => ({ label, choose: () => chat.attach(kind) }));
}

function introduce(bot) {
  log.botName = bot.name;
  if (log.element.ariaBusy === "false") start.show();
}

function follow() {
  stream = new Stream(chat.resident.id, {
    event: take,
    caughtUp: () => {
      log.element.ariaBusy = "false";
      start.show();
      scrolling.toEnd("instant");
      if (!byId("composer").hidden) byId("text").focus();
    },
    lost: () => (byId("connection").textContent = "Ingen kontakt med programmet. Försöker igen …"),
    back: () => (byId("connection").textContent = ""),
    gone: () => becomeNew("Förhandsvisningen har startats om. Det här är en ny chatt."),
  });
}

async function becomeNew(words) {
  stream.close();
  chat.resident = await newResident();
  log.clear();
  composer.setMode(null);
  composer.setText("");
  rests();
  byId("connection").textContent = "";
  toast(words ?? `Nu är du en ny invånare: ${chat.resident.first_name}.`);
  follow();
}

/** One event of the chat. What has passed (`live` false) is drawn, not acted out. */
function take(event, live) {
  if (event.kind === "action" && live) acts(event.action);
  else if (event.kind === "delete") log.remove(event.message_id);
  else if (event.kind === "message" || event.kind === "edit") draw(event, live);
}

function draw({ kind, message }, live) {
  log.put(message, live);
  if (message.from.is_bot) rests();
  if (kind === "message") {
    scrolling.follow(log.find(message.message_id), { own: !message.from.is_bot, live });
    if (live) start.show();
  }
  tell(kind, message, { history: !live });
}

function select(message) {
  log.select(message.message_id);
  tell("select", message);
}

/** For extensions: chat:message, chat:edit and chat:select on the document. */
function tell(kind, message, more = {}) {
  const detail = { message, chat: chat.resident, ...more };
  document.dispatchEvent(new CustomEvent(`chat:${kind}`, { detail }));
}

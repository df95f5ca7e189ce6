// Elements made and found. Data becomes text, never markup.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; `data` and `aria` set attributes of those names. */
export function make(tag, { data = {}, aria = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(data)) element.dataset[name] = value;
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The first letter or digit of a name, as on Telegram's round pictures. */
export function initial(name) {
  return (name.match(/[\p{L}\p{N}]/u)?.[0] ?? "?").toUpperCase();
}

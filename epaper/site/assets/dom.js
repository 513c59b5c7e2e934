// Elements, words and small notices: what all modules of the reader share.

const WORDS = JSON.parse(document.getElementById("words")?.textContent || "{}");

/** The paper's word for a key, in its own language. @param {string} key */
export function word(key) {
  return WORDS[key] || key.replaceAll("_", " ");
}

/** A phrase with `{n}`-like places filled. @param {string} key @param {Record<string, unknown>} fill */
export function phrase(key, fill) {
  return word(key).replace(/\{(\w+)\}/g, (whole, name) => (name in fill ? String(fill[name]) : whole));
}

/**
 * An element with attributes, listeners (`onclick`) and children.
 * @param {string} tag @param {Record<string, any>} attributes @param {...(Node|string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

const SHAPES = {
  minus: "M5 12h14",
  plus: "M5 12h14M12 5v14",
  whole: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  before: "M15 5l-7 7 7 7",
  after: "M9 5l7 7-7 7",
  close: "M6 6l12 12M18 6L6 18",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20 20",
  listen: "M4 10v4h4l5 4V6l-5 4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  pause: "M8 5v14M16 5v14",
  play: "M8 5l11 7-11 7z",
  stop: "M6 6h12v12H6z",
  share: "M12 15V4M8 8l4-4 4 4M5 12v8h14v-8",
  clip: "M4 5h16v14H4zM4 15l5-5 4 4 3-3 4 4",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  dark: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
  as_device: "M4 5h16v11H4zM9 20h6M12 16v4",
  kept: "M12 4v10M8 10l4 4 4-4M5 19h14",
};

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing that no screen reader tells. @param {keyof typeof SHAPES} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/**
 * A button with an icon and its name, which stands beside the icon where there is room.
 * @param {string} shape @param {string} label @param {(event: MouseEvent) => void} act
 */
export function button(shape, label, act, attributes = {}) {
  const text = make("span", { class: "label" }, label);
  return make("button", { type: "button", class: "tool", title: label, onclick: act, ...attributes }, icon(shape), text);
}

/** Changes what a button of `button` shows. @param {HTMLElement} tool */
export function relabel(tool, shape, label) {
  tool.querySelector("svg").replaceWith(icon(shape));
  tool.querySelector(".label").textContent = label;
  tool.title = label;
}

let speaker;

/** Tells a screen reader, politely. @param {string} text */
export function announce(text) {
  speaker ??= document.body.appendChild(make("p", { class: "unseen", "aria-live": "polite", role: "status" }));
  speaker.textContent = "";
  requestAnimationFrame(() => (speaker.textContent = text));
}

let shelf;

/**
 * A notice at the foot of the window; one of a kind at a time. Without an action it goes by itself.
 * @param {string} kind @param {string} text @param {{label: string, act: () => void}=} action
 */
export function notice(kind, text, action) {
  shelf ??= document.body.appendChild(make("div", { class: "notices", role: "status" }));
  shelf.querySelector(`[data-kind="${kind}"]`)?.remove();
  const box = make("div", { class: "notice", "data-kind": kind }, make("p", {}, text));
  if (action) box.append(make("button", { type: "button", onclick: action.act }, action.label));
  const close = make("button", { type: "button", class: "tool", title: word("close"), onclick: () => box.remove() });
  close.append(icon("close"), make("span", { class: "label" }, word("close")));
  box.append(close);
  shelf.append(box);
  if (!action) setTimeout(() => box.remove(), 6000);
  return box;
}

/** Whether keys are being typed into a field, or belong to the browser. @param {KeyboardEvent} event */
export function typed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]") !== null;
}

/** The site's root as an address, whatever page this is. */
export function root() {
  return new URL(document.body.dataset.root || "./", location.href);
}

export const calm = matchMedia("(prefers-reduced-motion: reduce)");

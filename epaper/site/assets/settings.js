// Size of text and theme, as the reader chose them; `first.js` sets them before the first paint.

import { button, make, word } from "./dom.js";

const SIZES = [0.875, 1, 1.125, 1.25, 1.5, 1.75, 2];

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // nothing is kept: the choice holds for this page
  }
}

/** Two buttons for the size of text. */
export function sizes() {
  const style = document.documentElement.style;
  const now = () => Number(style.getPropertyValue("--size")) || 1;
  const by = (steps) => {
    const at = SIZES.findIndex((size) => size >= now() - 0.01);
    const size = SIZES[Math.max(0, Math.min(SIZES.length - 1, at + steps))];
    style.setProperty("--size", String(size));
    keep("epaper.size", String(size));
    show();
  };
  const smaller = button("minus", word("smaller"), () => by(-1));
  const larger = button("plus", word("larger"), () => by(1));
  const show = () => {
    smaller.setAttribute("aria-disabled", String(now() <= SIZES[0]));
    larger.setAttribute("aria-disabled", String(now() >= SIZES.at(-1)));
  };
  show();
  const group = make("div", { class: "sizes", role: "group", "aria-label": word("text_size") }, smaller);
  group.append(make("span", { class: "sample", "aria-hidden": "true" }, "A"), larger);
  return group;
}

/** Three buttons for the theme, the one that holds pressed. */
export function themes() {
  const html = document.documentElement;
  const group = make("div", { class: "themes", role: "group", "aria-label": word("theme") });
  const show = () => {
    for (const one of group.children) {
      one.setAttribute("aria-pressed", String((html.dataset.theme ?? "as_device") === one.dataset.theme));
    }
  };
  for (const theme of ["light", "dark", "as_device"]) {
    const choose = () => {
      if (theme === "as_device") delete html.dataset.theme;
      else html.dataset.theme = theme;
      keep("epaper.theme", theme === "as_device" ? null : theme);
      show();
    };
    group.append(button(theme, word(theme), choose, { "data-theme": theme }));
  }
  show();
  addEventListener("storage", (event) => {
    if (event.key !== "epaper.theme") return;
    const theme = kept("epaper.theme");
    if (theme) html.dataset.theme = theme;
    else delete html.dataset.theme;
    show();
  });
  return group;
}

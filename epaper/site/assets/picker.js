// Straight to a page: a list of all pages with their sections.

import { make, root, word } from "./dom.js";

/** @param {import("./turn.js").Pages} pages @param {HTMLElement} bar */
export function picking(pages, bar) {
  const list = make("select", { class: "picker", "aria-label": word("page") });
  for (let n = 1; n <= pages.last; n += 1) list.append(make("option", { value: n }, `${n} / ${pages.last}`));
  // A list is as wide as its longest entry, or cut: in its place stands the page that is shown.
  const number = make("span", {});
  const section = make("span", { class: "section" });
  bar.append(make("span", { class: "pick" }, list, make("span", { "aria-hidden": "true" }, number, section)));
  const show = () => {
    const { shown, last } = pages;
    list.value = String(pages.number);
    number.textContent = `${shown.join("–")} / ${last}`;
    section.textContent = list.selectedOptions[0]?.dataset.section ?? "";
  };
  list.addEventListener("change", async () => {
    await pages.go(Number(list.value));
    show();
  });
  pages.onturn.push(show);
  pages.desk.onresize.push(show);
  show();
  const name = () => sections(list).then(show, () => {}); // numbers alone serve as well
  if ("requestIdleCallback" in window) requestIdleCallback(name);
  else setTimeout(name, 1000);
}

async function sections(list) {
  const edition = await fetch(new URL(`${document.body.dataset.edition}/edition.json`, root()));
  for (const { number, section } of (await edition.json()).pages) {
    const option = list.options[number - 1];
    if (!option || !section) continue;
    option.dataset.section = ` · ${section}`;
    option.label = `${number} / ${list.options.length} · ${section}`;
  }
}

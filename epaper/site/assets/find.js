// Search over one edition, also offline: a list with links, and marks on the pages.

import { icon, make, phrase, root, typed, word } from "./dom.js";
import { asked, fold, places } from "./fold.js";
import { seeking } from "./seek.js";

const PAUSE = 180; // ms after a key before the search begins
const MOST = 60;
const AROUND = 60; // characters of a story before a hit
const ENDS = /[.!?…।۔؟”’"]$/u; // of a sentence: what stands on the next line needs no other sign

/**
 * @param {HTMLFormElement} form `form.find`
 * @param {{pages?: import("./turn.js").Pages, found?: (words: string[]) => void}} where
 */
export function finding(form, { pages, found } = {}) {
  const field = form.querySelector("input");
  const status = make("p", { class: "status", role: "status" });
  const list = make("ol", {});
  const close = make("button", { type: "button", class: "tool close", title: word("close") }, icon("close"));
  close.append(make("span", { class: "label" }, word("close")));
  const panel = make("section", { class: "found", "aria-label": word("search"), hidden: true }, close, status, list);
  form.after(panel);
  const seek = seeking(form);

  const folder = new URL(`${document.body.dataset.edition}/`, root());
  let timer = 0;
  let asking = 0;

  const end = () => {
    panel.hidden = true;
    found?.([]);
  };
  const search = async () => {
    const words = asked(field.value);
    if (words.join("").length < 2) return end();
    asking += 1;
    const turn = asking;
    panel.hidden = false;
    if (!list.childElementCount) status.textContent = word("searching");
    const stories = await index(folder).catch(() => null);
    if (turn !== asking) return undefined;
    const hits = stories ? ranked(stories, words) : [];
    list.replaceChildren(...hits.slice(0, MOST).map((hit) => entry(hit, words, folder, pages)));
    status.textContent = stories ? told(hits.length) : word("offline");
    return found?.(words);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  const leave = () => {
    field.value = "";
    list.replaceChildren();
    end();
  };
  form.addEventListener("reset", leave);
  close.addEventListener("click", () => {
    leave();
    field.focus();
  });
  for (const part of [form, panel]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      leave();
      (pages?.desk.main ?? field).focus({ preventScroll: true });
    });
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || typed(event) || !document.activeElement?.closest("main")) return;
    event.preventDefault();
    seek();
  });
  // On a narrow window the list would cover the page that it led to; the field brings it back.
  list.addEventListener("click", (event) => {
    if (event.defaultPrevented && form.closest(".seeking")) panel.hidden = true;
  });
  field.addEventListener("focus", () => (panel.hidden &&= list.childElementCount === 0));
}

/** How many stories were found, as the paper says it. */
function told(count) {
  return count ? `${word("stories")}: ${count}` : word("nothing_found");
}

let loaded;

/** The edition's stories for search, read once. @param {URL} folder */
function index(folder) {
  loaded ??= (async () => {
    const address = new URL("edition.json", folder);
    const edition = await (await fetch(address)).json();
    const stories = await (await fetch(new URL(edition.search, address))).json();
    return stories.map((story) => ({ ...story, plain: fold(story.text), head: fold(story.headline) }));
  })();
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

/** Stories with all the words, those that have them in the headline first. */
function ranked(stories, words) {
  const scored = [];
  stories.forEach((story, place) => {
    if (!words.every((one) => story.plain.includes(one) || story.head.includes(one))) return;
    const score = words.filter((one) => story.head.includes(one)).length;
    scored.push({ story, score, place });
  });
  scored.sort((a, b) => b.score - a.score || a.place - b.place);
  return scored.map(({ story }) => story);
}

function entry(story, words, folder, pages) {
  const text = `#:~:text=${encodeURIComponent(words[0])}`;
  const title = make("a", { href: new URL(story.path, folder).href + text, class: "title" });
  title.append(...marked(story.headline, words));
  const lines = make("p", { class: "lines" });
  const first = places(story.text, words)[0];
  if (first) {
    const from = Math.max(0, story.text.lastIndexOf(" ", Math.max(0, first[0] - AROUND)) + 1);
    const piece = story.text.slice(from, first[1] + 2 * AROUND);
    lines.append(from ? "… " : "", ...marked(level(piece), words), "…");
  }
  const page = make("a", { class: "page", href: new URL(`page-${story.page}.html#${story.slug}`, folder).href });
  page.append(pageName(story.page));
  if (pages) {
    page.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      pages.go(story.page, { hash: `#${story.slug}` });
    });
  }
  const section = story.section ? make("span", { class: "section" }, story.section) : "";
  return make("li", {}, title, lines, make("p", { class: "where" }, page, section));
}

/** Headline, deck and paragraphs, each a line of the text, in one row. */
function level(text) {
  const lines = text.split("\n").filter(Boolean);
  return lines.reduce((before, line) => before + (ENDS.test(before) ? " " : " · ") + line);
}

/** "Page 3", whether the phrase has a place for the number or not. */
function pageName(number) {
  const text = phrase("page", { n: number, page: number, number });
  return text.includes(String(number)) ? text : `${text} ${number}`;
}

function marked(text, words) {
  const parts = [];
  let at = 0;
  for (const [begin, end] of places(text, words)) {
    parts.push(text.slice(at, begin), make("mark", {}, text.slice(begin, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

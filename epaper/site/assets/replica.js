// The replica: the printed pages on a desk.

import { Desk } from "./desk.js";
import { make } from "./dom.js";
import { finding } from "./find.js";
import { markStory, markWords } from "./marks.js";
import { picking } from "./picker.js";
import { tapping } from "./taps.js";
import { Pages, steering } from "./turn.js";
import { sharpen, zooming } from "./zoom.js";

export async function replica() {
  const main = document.getElementById("page");
  const bar = document.querySelector("header.bar");
  if (!main?.querySelector(".sheet") || !bar) return;
  const desk = new Desk(main);
  const pages = new Pages(desk);
  const steer = bar.appendChild(make("div", { class: "steer" }));
  picking(pages, steer);
  zooming(desk, steer);
  steering(pages);
  if (!matchMedia("(pointer: coarse)").matches) import("./reach.js").then(({ reaching }) => reaching(desk));
  tapping(pages, walking(pages));

  let words = [];
  const show = () => {
    markStory(desk.sheets, decodeURIComponent(location.hash.slice(1)))?.scrollIntoView({ block: "nearest" });
    markWords(desk.sheets, words);
  };
  const form = document.querySelector("form.find");
  if (form) {
    finding(form, {
      pages,
      found: (asked) => {
        words = asked;
        markWords(desk.sheets, words);
      },
    });
  }
  pages.onturn.push(show, () => sharpen(desk));
  inside(main, pages);
  addEventListener("hashchange", show);
  document.addEventListener("epaper:changed", () => pages.forget());
  await pages.ready;
  await document.fonts?.ready;
  show();
  panning(main);
  // The desk has the focus from the first, so that arrows, space and zoom keys move it.
  if (document.activeElement === document.body) main.focus({ preventScroll: true });
  document.documentElement.dataset.ready = "";
}

/** The walk along the legs of a page, fetched when somebody first begins one. */
function walking(pages) {
  let walk = null;
  return {
    get on() {
      return walk?.on ?? false;
    },
    step: (by) => walk?.step(by),
    end: (whole) => (walk ? walk.end(whole) : whole && pages.desk.whole()),
    async from(...where) {
      walk ??= new (await import("./walk.js")).Walk(pages);
      return walk.from(...where);
    },
  };
}

/** Links of a page to another page of the edition turn to it. */
function inside(main, pages) {
  main.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const [, number, hash] = /^page-(\d+)\.html(#.*)?$/.exec(link?.getAttribute("href") ?? "") ?? [];
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pages.go(Number(number), { hash: hash ?? "" });
  });
}

/** A mouse on bare paper moves the desk; on text it selects. */
function panning(main) {
  let from = null;
  main.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button > 1) return;
    if (event.button === 0 && event.target.closest("text, a, button")) return;
    if (!main.classList.contains("zoomed")) return;
    from = { x: event.clientX, y: event.clientY };
    main.setPointerCapture(event.pointerId);
    main.classList.add("held");
    event.preventDefault();
    main.focus({ preventScroll: true });
  });
  main.addEventListener("pointermove", (event) => {
    if (!from) return;
    main.scrollBy({ left: from.x - event.clientX, top: from.y - event.clientY, behavior: "instant" });
    from = { x: event.clientX, y: event.clientY };
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    main.addEventListener(kind, () => {
      from = null;
      main.classList.remove("held");
    });
  }
}

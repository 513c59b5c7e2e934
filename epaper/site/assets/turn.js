// Turning: the next page is one small HTML file whose sheet is laid on the desk.

import { announce, notice, typed, word } from "./dom.js";

const KEPT = 10; // sheets that stay in memory, those turned last

/** Pages that are seen together with page n. */
export function beside(n, last, facing) {
  if (!facing || n === 1) return [n];
  const first = n - (n % 2);
  return first + 1 <= last ? [first, first + 1] : [first];
}

export class Pages {
  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    const { page, pages } = document.body.dataset;
    this.desk = desk;
    this.last = Number(pages) || 1;
    this.number = Number(page) || 1;
    this.onturn = [];
    this.heading = desk.main.querySelector("h1");
    /** @type {Map<number, Promise<{sheet: HTMLElement, title: string, heading?: string}>>} */
    this.got = new Map();
    const sheet = desk.main.querySelector(".sheet");
    this.got.set(this.number, Promise.resolve({ sheet, title: document.title, heading: this.heading?.textContent }));
    history.replaceState({ page: this.number }, "");
    addEventListener("popstate", (event) => {
      if (event.state?.page) this.go(event.state.page, { keep: true });
    });
    desk.onresize.push(() => {
      if (desk.facing !== this.wasFacing) this.#lay();
    });
    desk.lay([sheet]);
    this.ready = this.#lay();
  }

  get shown() {
    return beside(this.number, this.last, this.desk.facing);
  }

  get after() {
    return Math.max(...this.shown) + 1;
  }

  get before() {
    return Math.min(...this.shown) - 1;
  }

  /** The way in which a page of that number lies: pages of a mirrored paper go on to the left. */
  next() {
    return this.go(this.after);
  }

  previous() {
    return this.go(beside(this.before, this.last, this.desk.facing)[0]);
  }

  /** Shows a page; the address becomes the page's own. @param {number} n */
  async go(n, { keep = false, hash = "" } = {}) {
    if (!(n >= 1 && n <= this.last)) return false;
    const from = this.number;
    this.number = n;
    const page = await this.#lay();
    if (page === null) {
      if (this.number === n) this.number = from;
      return false;
    }
    document.title = page.title;
    if (this.heading && page.heading) this.heading.textContent = page.heading;
    document.body.dataset.page = String(n);
    if (!keep && (n !== from || hash)) history.pushState({ page: n }, "", `page-${n}.html${hash}`);
    if (n !== from) {
      this.desk.main.focus({ preventScroll: true });
      announce(page.title);
    }
    for (const tell of this.onturn) tell(n);
    return true;
  }

  /** Lays the pages of the moment; the page itself, or null where they cannot be had or are out of date. */
  async #lay() {
    const n = this.number;
    this.wasFacing = this.desk.facing;
    const numbers = this.shown;
    try {
      const pages = await Promise.all(numbers.map((one) => this.page(one)));
      if (this.number !== n || this.wasFacing !== this.desk.facing) return null;
      const lying = this.desk.sheets;
      if (pages.length !== lying.length || pages.some(({ sheet }, place) => sheet !== lying[place])) {
        this.desk.lay(pages.map(({ sheet }) => sheet));
      }
      setTimeout(() => this.#ahead(), 300);
      return pages[numbers.indexOf(n)];
    } catch (refusal) {
      if (refusal instanceof Refused) location.assign(refusal.address);
      else notice("offline", word("offline"));
      return null;
    }
  }

  /** @param {number} n */
  page(n) {
    let page = this.got.get(n);
    this.got.delete(n);
    page ??= fetchPage(n);
    this.got.set(n, page); // at the end: used last
    page.catch(() => this.got.delete(n));
    for (const old of [...this.got.keys()].slice(0, -KEPT)) {
      if (!this.shown.includes(old)) this.got.delete(old);
    }
    return page;
  }

  /** Pages that do not lie on the desk are fetched anew: the edition has changed. */
  forget() {
    for (const n of [...this.got.keys()]) if (!this.shown.includes(n)) this.got.delete(n);
  }

  #ahead() {
    if (navigator.connection?.saveData) return;
    for (const first of [this.before, this.after]) {
      if (first < 1 || first > this.last) continue;
      for (const n of beside(first, this.last, this.desk.facing)) this.page(n).catch(() => {});
    }
  }
}

class Refused extends Error {
  constructor(address) {
    super(address);
    this.address = address;
  }
}

async function fetchPage(n) {
  const answer = await fetch(`page-${n}.html`, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const sheet = page.querySelector(".sheet");
  if (!answer.ok || !sheet) throw new Refused(new URL(`page-${n}.html`, location.href).href);
  return { sheet: document.adoptNode(sheet), title: page.title, heading: page.querySelector("h1")?.textContent };
}

/** Links to the pages before and after, wherever they stand, go with the page that is shown. */
export function steering(pages) {
  const links = document.querySelectorAll("a[rel~=prev], a[rel~=next], a[rel~=first]");
  const show = () => {
    for (const link of links) {
      const n = link.rel.includes("first") ? 1 : link.rel.includes("prev") ? pages.before : pages.after;
      const there = n >= 1 && n <= pages.last && !(link.rel.includes("first") && pages.number === 1);
      if (there) {
        link.href = `page-${n}.html`;
        for (const name of ["role", "aria-disabled"]) link.removeAttribute(name);
      } else {
        link.removeAttribute("href");
        link.role = "link";
        link.ariaDisabled = "true";
      }
    }
  };
  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !link.hasAttribute("href")) return;
      event.preventDefault();
      if (link.rel.includes("first")) pages.go(1);
      else if (link.rel.includes("prev")) pages.previous();
      else pages.next();
    });
  }
  pages.onturn.push(show);
  pages.desk.onresize.push(show);
  show();
  keys(pages);
}

function keys(pages) {
  const { desk } = pages;
  const on = desk.mirrored ? "ArrowLeft" : "ArrowRight";
  const acts = {
    ArrowLeft: { way: "left", act: () => (on === "ArrowLeft" ? pages.next() : pages.previous()) },
    ArrowRight: { way: "right", act: () => (on === "ArrowRight" ? pages.next() : pages.previous()) },
    PageDown: { way: "down", act: () => pages.next() },
    PageUp: { way: "up", act: () => pages.previous() },
    Home: { act: () => pages.go(1) },
    End: { act: () => pages.go(pages.last) },
  };
  addEventListener("keydown", (event) => {
    const { way, act } = acts[event.key] ?? {};
    if (!act || typed(event) || event.shiftKey || document.querySelector("dialog[open]")) return;
    const pans = way && desk.pans(way);
    if (pans && desk.main.contains(document.activeElement)) return; // the browser moves the desk
    event.preventDefault();
    act();
  });
}

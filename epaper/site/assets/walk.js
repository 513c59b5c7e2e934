// Walking a page leg by leg on a small window, by buttons and swipes.

import { button, make, word } from "./dom.js";
import { legAt, legsOf } from "./legs.js";
import { inSheet, inWindow } from "./ranges.js";

const AIR = 24; // px beside a leg
const NEAREST = 3; // px for a point of the page at most: text of 9 pt is 27 px high

export class Walk {
  /** @param {import("./turn.js").Pages} pages */
  constructor(pages) {
    this.pages = pages;
    this.desk = pages.desk;
    this.place = -1;
    this.sheet = null;
    this.count = make("span", { class: "count", dir: "ltr", "aria-live": "polite" });
    this.bar = make(
      "div",
      { class: "walk", role: "group", "aria-label": word("zoom_in"), hidden: true },
      button("before", word("previous"), () => this.step(-1)),
      this.count,
      button("after", word("next"), () => this.step(1)),
      button("whole", word("whole_page"), () => this.end(true)),
    );
    document.body.append(this.bar);
    pages.onturn.push(() => this.sheet && !this.sheet.isConnected && this.end());
    this.desk.onzoom.push((zoom) => zoom === 1 && this.end());
  }

  get on() {
    return this.place >= 0;
  }

  /** Begins at the leg under a point of the window. */
  from(sheet, x, y, story) {
    const legs = legsOf(sheet);
    const point = inSheet(new DOMRect(x, y, 0, 0), sheet.getBoundingClientRect());
    const leg = legAt(legs, point.left, point.top, story);
    if (!leg) return this.desk.zoomTo(2.5, x, y);
    this.sheet = sheet;
    return this.#show(legs.indexOf(leg));
  }

  /** The leg after or before; past the last one the page turns. @param {1|-1} by */
  async step(by) {
    const legs = legsOf(this.sheet);
    const place = this.place + by;
    if (place >= 0 && place < legs.length) return this.#show(place);
    const { pages } = this;
    if (!(await (by > 0 ? pages.next() : pages.previous()))) return undefined;
    this.sheet = this.desk.sheets[by > 0 ? 0 : this.desk.sheets.length - 1];
    const there = legsOf(this.sheet);
    return there.length ? this.#show(by > 0 ? 0 : there.length - 1) : this.end(true);
  }

  #show(place) {
    const legs = legsOf(this.sheet);
    this.place = place;
    this.desk.main.classList.add("walking");
    this.bar.hidden = false;
    const box = inWindow(legs[place], this.sheet);
    const points = this.sheet.querySelector(".ink").viewBox.baseVal.width || 800;
    const wide = this.desk.main.clientWidth - AIR;
    const largest = (NEAREST * points * this.desk.zoom) / this.sheet.getBoundingClientRect().width;
    const zoom = Math.max(1.05, Math.min((this.desk.zoom * wide) / box.width, largest));
    this.count.textContent = `${legs[place].number} / ${legs[place].count}`;
    this.desk.show(box, zoom);
  }

  end(whole = false) {
    const focused = this.bar.contains(document.activeElement);
    this.place = -1;
    this.sheet = null;
    this.bar.hidden = true;
    this.desk.main.classList.remove("walking");
    if (whole) this.desk.whole();
    if (focused) this.desk.main.focus({ preventScroll: true });
  }
}

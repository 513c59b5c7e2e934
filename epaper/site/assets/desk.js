// The desk on which pages lie: which sheets are shown, how large, and where the reader looks.
// Panning is the browser's own scrolling, so that wheel, keys, bars and fingers all do it.

import { make } from "./dom.js";

const FACING = 1100; // px of width from which two facing pages stand side by side
const LARGEST = 9;

export class Desk {
  /** @param {HTMLElement} main the `main#page` that holds one `.sheet` */
  constructor(main) {
    this.main = main;
    this.zoom = 1;
    this.onzoom = [];
    this.onresize = [];
    this.spread = make("div", { class: "spread" });
    main.classList.add("desk");
    main.append(this.spread);
    const mirrored = document.body.dataset.binding === "right";
    this.spread.classList.toggle("mirrored", mirrored !== (document.documentElement.dir === "rtl"));
    this.mirrored = mirrored;
    new ResizeObserver(() => this.#resized()).observe(main);
  }

  /** Whether there is room for two facing pages. */
  get facing() {
    return this.main.clientWidth >= FACING && this.main.clientWidth > this.main.clientHeight;
  }

  get sheets() {
    return [...this.spread.children];
  }

  /** Puts sheets on the desk in place of those that lie there. @param {HTMLElement[]} sheets */
  lay(sheets) {
    this.spread.replaceChildren(...sheets);
    this.spread.dataset.sheets = String(sheets.length);
    this.whole();
    this.main.scrollTo(0, 0);
  }

  /** Height over width of what lies on the desk. */
  get #slope() {
    let width = 0;
    for (const sheet of this.sheets) {
      const [w, h] = (sheet.style.aspectRatio || "1 / 1.4").split("/").map(Number);
      width += w / (h || 1);
    }
    return 1 / (width || 1);
  }

  /** Width in px at which all that lies on the desk is seen; on a narrow desk its width is filled. */
  get fitted() {
    const style = getComputedStyle(this.main);
    const width = this.main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const height = this.main.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    if (width < 600 && height > width) return width;
    return Math.max(200, Math.min(width, height / this.#slope));
  }

  whole() {
    this.#set(1);
  }

  /**
   * Another zoom; the point under (x, y) of the window stays where it is.
   * @param {number} zoom
   */
  zoomTo(zoom, x = this.#middle.x, y = this.#middle.y) {
    const before = this.spread.getBoundingClientRect();
    const across = (x - before.left) / before.width;
    const down = (y - before.top) / before.height;
    this.#set(zoom);
    const after = this.spread.getBoundingClientRect();
    this.main.scrollLeft += after.left + across * after.width - x;
    this.main.scrollTop += after.top + down * after.height - y;
  }

  /**
   * Shows a part of a sheet at a zoom, its begin at the desk's begin.
   * @param {DOMRect} box in the window's px as things are now @param {number} zoom
   */
  show(box, zoom, smooth = false) {
    const spread = this.spread.getBoundingClientRect();
    const at = { x: (box.left + box.width / 2 - spread.left) / spread.width, y: (box.top - spread.top) / spread.height };
    if (zoom !== this.zoom) this.#set(zoom);
    const now = this.spread.getBoundingClientRect();
    const desk = this.main.getBoundingClientRect();
    this.main.scrollBy({
      left: now.left + at.x * now.width - (desk.left + this.main.clientWidth / 2),
      top: now.top + at.y * now.height - (desk.top + 8),
      behavior: smooth ? "smooth" : "instant",
    });
  }

  /** Whether the desk can be moved on in a direction. @param {"left"|"right"|"up"|"down"} way */
  pans(way) {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = this.main;
    const room = { left: scrollWidth - clientWidth > 1, right: scrollWidth - clientWidth > 1 };
    if (way === "up") return scrollTop > 1;
    if (way === "down") return scrollTop + clientHeight < scrollHeight - 1;
    const from = Math.abs(scrollLeft); // less than nothing where the document runs from the right
    const inwards = document.documentElement.dir === "rtl" ? "left" : "right";
    return room[way] && (way === inwards ? from + clientWidth < scrollWidth - 1 : from > 1);
  }

  get #middle() {
    const { left, top } = this.main.getBoundingClientRect();
    return { x: left + this.main.clientWidth / 2, y: top + this.main.clientHeight / 2 };
  }

  #set(zoom) {
    this.zoom = Math.min(LARGEST, Math.max(1, zoom));
    if (this.zoom < 1.02) this.zoom = 1;
    this.spread.style.width = `${Math.round(this.fitted * this.zoom)}px`;
    this.main.classList.toggle("zoomed", this.zoom > 1);
    for (const tell of this.onzoom) tell(this.zoom);
  }

  #resized() {
    this.#set(this.zoom);
    for (const tell of this.onresize) tell();
  }
}

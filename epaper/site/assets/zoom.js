// Nearer and farther: buttons, keys, wheel with ctrl, two fingers.

import { button, typed, word } from "./dom.js";

const STEP = 1.4;
const STILL = 140; // ms without a turn of the wheel after which the pages are drawn anew

/** @param {import("./desk.js").Desk} desk @param {HTMLElement} bar where the buttons stand */
export function zooming(desk, bar) {
  const out = button("minus", word("zoom_out"), () => desk.zoomTo(desk.zoom / STEP));
  const whole = button("whole", word("whole_page"), () => desk.whole());
  const nearer = button("plus", word("zoom_in"), () => desk.zoomTo(desk.zoom * STEP));
  const group = document.createElement("div");
  group.className = "zooms";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", word("zoom_in"));
  group.append(out, whole, nearer);
  bar.append(group);
  const show = (zoom) => {
    for (const tool of [out, whole]) tool.setAttribute("aria-disabled", String(zoom <= 1));
  };
  desk.onzoom.push(show);
  show(desk.zoom);
  desk.onzoom.push(() => sharpen(desk));

  // A letter alone does something only while the pages have the focus: WCAG 2.1.4.
  desk.main.addEventListener("keydown", (event) => {
    if (typed(event)) return;
    const acts = { "+": nearer, "=": nearer, "-": out, "0": whole };
    const tool = acts[event.key];
    if (!tool) return;
    event.preventDefault();
    tool.click();
  });

  wheel(desk);
  pinch(desk);
}

/** Small pictures do for a page that is seen whole; nearer, larger ones are fetched. */
export function sharpen({ main, zoom }) {
  if (zoom <= 1) return;
  for (const image of main.querySelectorAll(".shown img")) {
    const sizes = `${Math.ceil(image.getBoundingClientRect().width)}px`;
    for (const one of image.closest("picture").querySelectorAll("[sizes]")) one.sizes = sizes;
  }
}

/**
 * A change that is still going on: the drawn pages are only stretched, which is quick, and drawn
 * anew where it ends.
 */
class Stretch {
  constructor(desk, x, y) {
    Object.assign(this, { desk, x, y, scale: 1, dx: 0, dy: 0 });
    const box = desk.spread.getBoundingClientRect();
    desk.spread.style.transformOrigin = `${x - box.left}px ${y - box.top}px`;
  }

  to(scale, dx = 0, dy = 0) {
    const low = 0.8 / this.desk.zoom;
    this.scale = Math.max(low, Math.min(9 / this.desk.zoom, scale));
    Object.assign(this, { dx, dy });
    this.desk.spread.style.transform = `translate(${dx}px, ${dy}px) scale(${this.scale})`;
  }

  end() {
    const { desk, scale, x, y, dx, dy } = this;
    desk.spread.style.transform = "";
    desk.zoomTo(desk.zoom * scale, x, y);
    desk.main.scrollBy({ left: -dx, top: -dy, behavior: "instant" });
  }
}

function wheel(desk) {
  let stretch = null;
  let timer = 0;
  const end = () => {
    stretch?.end();
    stretch = null;
  };
  desk.main.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      stretch ??= new Stretch(desk, event.clientX, event.clientY);
      const lines = event.deltaMode === 1 ? event.deltaY * 24 : event.deltaY;
      stretch.to(stretch.scale * Math.exp(-Math.max(-60, Math.min(60, lines)) / 160));
      clearTimeout(timer);
      timer = setTimeout(end, STILL);
    },
    { passive: false },
  );
}

function pinch(desk) {
  const fingers = new Map();
  let stretch = null;
  let first = null;
  const pair = () => {
    const [a, b] = [...fingers.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
  };
  desk.main.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size !== 2) return;
    first = pair();
    stretch = new Stretch(desk, first.x, first.y);
  });
  desk.main.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (!stretch || fingers.size < 2) return;
    const now = pair();
    stretch.to(now.apart / first.apart, now.x - first.x, now.y - first.y);
  });
  const gone = (event) => {
    fingers.delete(event.pointerId);
    if (stretch && fingers.size < 2) {
      stretch.end();
      stretch = null;
    }
  };
  for (const kind of ["pointerup", "pointercancel", "pointerleave"]) desk.main.addEventListener(kind, gone);
}

// Fingers on the desk: a tap opens a story, two taps go near or back, a swipe turns.

const SLOP = 10; // px that a finger wanders within a tap
const TWICE = 260; // ms between the taps of a pair
const TURNS = 56; // px of a swipe that turns

/** The story whose module stands under a point of the window. */
export function zoneAt(sheets, x, y) {
  for (const sheet of sheets) {
    for (const zone of sheet.querySelectorAll(".zone")) {
      const box = zone.getBoundingClientRect();
      if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return zone;
    }
  }
  return null;
}

/** @param {import("./turn.js").Pages} pages @param walk see walking() of the replica */
export function tapping(pages, walk) {
  const { desk } = pages;
  let waiting = 0;

  const tap = (x, y) => {
    const zone = zoneAt(desk.sheets, x, y);
    if (waiting) {
      clearTimeout(waiting);
      waiting = 0;
      const sheet = desk.sheets.find((one) => x <= one.getBoundingClientRect().right && x >= one.getBoundingClientRect().left);
      if (desk.zoom > 1) walk.end(true);
      else if (sheet) walk.from(sheet, x, y, zone?.dataset.story);
      return;
    }
    waiting = setTimeout(() => {
      waiting = 0;
      if (zone && getSelection().isCollapsed) location.assign(zone.dataset.href);
    }, TWICE);
  };

  swiping(desk.main, {
    takes: () => !desk.main.classList.contains("zoomed") || walk.on,
    tap,
    moved: (dx) => (desk.spread.style.translate = dx && !walk.on ? `${dx}px` : ""),
    swiped: (way) => {
      const on = (way === "left") !== desk.mirrored;
      if (walk.on) walk.step(on ? 1 : -1);
      else if (on) pages.next();
      else pages.previous();
    },
  });
}

/**
 * Taps and level swipes of one finger (or pen) on an element.
 * @param {HTMLElement} element
 * @param {{takes: () => boolean, tap?: (x: number, y: number) => void, moved?: (dx: number) => void,
 *   swiped: (way: "left"|"right") => void}} acts
 */
export function swiping(element, { takes, tap, moved, swiped }) {
  let from = null;
  let fingers = 0;
  element.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    fingers += 1;
    from = fingers === 1 ? { x: event.clientX, y: event.clientY, id: event.pointerId, level: false } : null;
    if (fingers > 1) moved?.(0);
  });
  element.addEventListener("pointermove", (event) => {
    if (!from || event.pointerId !== from.id || !takes()) return;
    const dx = event.clientX - from.x;
    const dy = event.clientY - from.y;
    from.level ||= Math.abs(dx) > SLOP && Math.abs(dx) > 1.5 * Math.abs(dy);
    if (from.level) moved?.(dx);
  });
  element.addEventListener("pointerup", (event) => {
    fingers = Math.max(0, fingers - 1);
    if (!from || event.pointerId !== from.id) return;
    const { x, y, level } = from;
    from = null;
    moved?.(0);
    const dx = event.clientX - x;
    const still = Math.abs(dx) < SLOP && Math.abs(event.clientY - y) < SLOP;
    if (level && Math.abs(dx) > TURNS && getSelection().isCollapsed) swiped(dx < 0 ? "left" : "right");
    else if (still && tap && !event.target.closest("a, button")) tap(event.clientX, event.clientY);
  });
  element.addEventListener("pointercancel", () => {
    fingers = Math.max(0, fingers - 1);
    from = null;
    moved?.(0);
  });
}

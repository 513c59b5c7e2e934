// The legs of a page in reading order: what a small window is led along, at the width of a column.

import { inSheet } from "./ranges.js";

/** @typedef {{left: number, top: number, width: number, height: number, story: string}} Leg parts of a sheet */

const known = new WeakMap();

/** @param {HTMLElement} sheet @returns {Leg[]} */
export function legsOf(sheet) {
  if (!known.has(sheet)) {
    const box = sheet.getBoundingClientRect();
    const stories = [...sheet.querySelectorAll(".ink g.story")];
    known.set(
      sheet,
      stories.flatMap((story) => storyLegs(story, box)),
    );
  }
  return known.get(sheet);
}

function storyLegs(story, sheet) {
  const lines = [...story.querySelectorAll("tspan")]
    .map((line) => line.getBoundingClientRect())
    .filter((line) => line.width > 0 && line.height > 0)
    .map((line) => inSheet(line, sheet));
  if (!lines.length) return [];
  const column = middle(lines.map((line) => line.width)) * 1.35;
  const legs = [];
  for (const line of lines) {
    const leg = legs.at(-1);
    const wide = line.width > column;
    if (leg && leg.wide === wide && goesOn(leg, line)) grow(leg, line);
    else if (leg && goesOn(leg, line) && leg.height < 0.03 && !wide) grow(leg, line);
    else legs.push({ ...line, wide, last: line.top, story: story.dataset.story });
  }
  return legs.map(({ left, top, width, height, story: slug }) => ({ left, top, width, height, story: slug }));
}

/** Whether a line stands under a leg: lower than its last, over a good part of the same width. */
function goesOn(leg, line) {
  const common = Math.min(leg.left + leg.width, line.left + line.width) - Math.max(leg.left, line.left);
  return line.top > leg.last - line.height * 0.6 && common > 0.4 * Math.min(leg.width, line.width);
}

function grow(leg, line) {
  const right = Math.max(leg.left + leg.width, line.left + line.width);
  const foot = Math.max(leg.top + leg.height, line.top + line.height);
  leg.left = Math.min(leg.left, line.left);
  leg.top = Math.min(leg.top, line.top);
  leg.last = line.top;
  leg.width = right - leg.left;
  leg.height = foot - leg.top;
}

function middle(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The leg at a point of a sheet (parts of it), or the nearest of the story that stands there. */
export function legAt(legs, x, y, story) {
  const away = (leg) => {
    const dx = Math.max(leg.left - x, 0, x - leg.left - leg.width);
    const dy = Math.max(leg.top - y, 0, y - leg.top - leg.height);
    return Math.hypot(dx, dy);
  };
  const own = legs.filter((leg) => !story || leg.story === story);
  const among = own.length ? own : legs;
  return among.reduce((best, leg) => (best && away(best) <= away(leg) ? best : leg), null);
}

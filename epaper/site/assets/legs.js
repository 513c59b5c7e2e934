// The legs of a page in reading order: what a small window is led along, at the width of a column.

import { inSheet } from "./ranges.js";

/**
 * Parts of a sheet's width and height; `number` of `count` in its story.
 * @typedef {{left: number, top: number, width: number, height: number, story: string,
 *   number: number, count: number}} Leg
 */

const WIDER = 1.25; // of a column: what is not wider is read with it
const NEAR = 0.04; // of a sheet: a picture so far from its caption at most
const RISE = 1.1; // of the size of type, over its line and under it
const DROP = 0.5;
const KINDS = {
  head: ["jump-line", "kicker", "headline", "jump-headline", "deck", "byline"],
  picture: ["caption", "picture-credit", "chart"],
  table: ["table", "table-heading", "agate", "agate-heading"],
  aside: ["pull-quote", "number", "points", "timeline"],
};

const known = new WeakMap();

/** @param {HTMLElement} sheet @returns {Leg[]} */
export function legsOf(sheet) {
  if (!known.has(sheet)) known.set(sheet, [...sheet.querySelectorAll(".ink g.story")].flatMap((one) => ofStory(one, sheet)));
  return known.get(sheet);
}

function ofStory(story, sheet) {
  const box = sheet.getBoundingClientRect();
  const lines = [...story.querySelectorAll("text")].flatMap((block) => linesOf(block, box));
  if (!lines.length) return [];
  const widths = lines.filter((line) => line.kind === "text").map((line) => line.right - line.left);
  const column = (widths.length ? share(widths, 0.7) : 1) * WIDER;
  const runs = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run && goesOn(run, line, column)) Object.assign(run, joined(run, line));
    else runs.push({ ...line });
  }
  for (const picture of sheet.querySelectorAll(`.shown[data-story="${CSS.escape(story.dataset.story)}"]`)) {
    const place = edges(inSheet(picture.getBoundingClientRect(), box));
    const near = runs.find((run) => run.kind === "picture" && apart(run, place) < NEAR);
    if (near) Object.assign(near, joined(near, place));
  }
  const legs = [];
  for (const run of runs) {
    const leg = legs.at(-1);
    if (leg && run.top > leg.bottom - 0.02 && width(joined(leg, run)) <= column) Object.assign(leg, joined(leg, run));
    else legs.push(run);
  }
  return legs.map(({ left, top, right, bottom }, place) => ({
    ...{ left, top, width: right - left, height: bottom - top },
    ...{ story: story.dataset.story, number: place + 1, count: legs.length },
  }));
}

/**
 * The lines of a block: a tspan with a `y` begins one, those without go on in it. How high they are is
 * told by the type's size: a browser's boxes of small text are whole pixels, and walked along they
 * would be off by a line.
 */
function linesOf(block, sheet) {
  const lines = [];
  const { height } = block.ownerSVGElement.viewBox.baseVal;
  const size = Number(block.getAttribute("font-size")) || 10;
  const kind = Object.keys(KINDS).find((one) => KINDS[one].includes(block.dataset.role)) ?? "text";
  for (const piece of block.querySelectorAll("tspan[x]")) {
    const box = piece.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const { left, right } = edges(inSheet(box, sheet));
    const base = Number(piece.getAttribute("y") ?? lines.at(-1)?.base);
    const place = { left, right, top: (base - RISE * size) / height, bottom: (base + DROP * size) / height };
    if (piece.hasAttribute("y")) lines.push({ ...place, kind, base });
    else if (lines.length) Object.assign(lines.at(-1), joined(lines.at(-1), place));
  }
  return lines;
}

function goesOn(run, line, column) {
  if (run.kind !== line.kind) return false;
  if (run.kind !== "text") return true;
  const low = run.base;
  run.base = Math.max(low, line.base);
  return line.base > low - 1 && width(joined(run, line)) <= Math.max(column, width(run));
}

const edges = ({ left, top, width: w, height: h }) => ({ left, top, right: left + w, bottom: top + h });
const width = (place) => place.right - place.left;

function joined(a, b) {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

function apart(a, b) {
  const across = Math.max(a.left - b.right, b.left - a.right, 0);
  return Math.hypot(across, Math.max(a.top - b.bottom, b.top - a.bottom, 0));
}

function share(numbers, part) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * part)];
}

/** The leg at a point of a sheet (parts of it), or the nearest of the story that stands there. */
export function legAt(legs, x, y, story) {
  const own = legs.filter((leg) => !story || leg.story === story);
  const point = { left: x, right: x, top: y, bottom: y };
  const away = (leg) => apart(edges(leg), point);
  return (own.length ? own : legs).reduce((best, leg) => (best && away(best) <= away(leg) ? best : leg), null);
}

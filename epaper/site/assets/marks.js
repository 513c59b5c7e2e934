// Marks upon a page: the module that an address names, and the words that were searched.

import { make } from "./dom.js";
import { places } from "./fold.js";
import { inSheet, over, textRange } from "./ranges.js";

/** Frames a story's modules on the sheets; tells the first, if there is one. */
export function markStory(sheets, slug) {
  for (const old of document.querySelectorAll(".sheet .framed")) old.remove();
  const frames = [];
  for (const sheet of sheets) {
    for (const zone of sheet.querySelectorAll(".zone")) {
      if (zone.dataset.story !== slug) continue;
      const frame = make("div", { class: "framed", "aria-hidden": "true" });
      for (const side of ["left", "top", "width", "height"]) frame.style[side] = zone.style[side];
      sheet.append(frame);
      frames.push(frame);
    }
  }
  return frames[0] ?? null;
}

/** Marks words on the sheets, as a pen does; with no words takes the marks away. */
export function markWords(sheets, words) {
  for (const old of document.querySelectorAll(".sheet .hits")) old.remove();
  if (!words.length) return 0;
  let count = 0;
  for (const sheet of sheets) {
    const box = sheet.getBoundingClientRect();
    const layer = make("div", { class: "hits", "aria-hidden": "true" });
    for (const block of sheet.querySelectorAll(".ink text")) {
      for (const [begin, end] of places(block.textContent, words)) {
        const range = textRange(block, begin, end);
        if (!range) continue;
        count += 1;
        for (const line of range.getClientRects()) {
          if (line.width > 0) layer.append(over(make("i"), inSheet(line, box)));
        }
      }
    }
    sheet.append(layer);
  }
  return count;
}

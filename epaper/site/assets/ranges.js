// Pieces of text as ranges of the document, and as boxes on a sheet.

/**
 * The range from one place in an element's text to another.
 * @param {Element} element @param {number} begin @param {number} end places in its textContent
 */
export function textRange(element, begin, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  let started = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = before + node.data.length;
    if (!started && begin < after) {
      range.setStart(node, begin - before);
      started = true;
    }
    if (started && end <= after) {
      range.setEnd(node, end - before);
      return range;
    }
    before = after;
  }
  return null;
}

/**
 * A box of the window as parts of a sheet's width and height.
 * @param {DOMRect} box @param {DOMRect} sheet
 */
export function inSheet(box, sheet) {
  return {
    left: (box.left - sheet.left) / sheet.width,
    top: (box.top - sheet.top) / sheet.height,
    width: box.width / sheet.width,
    height: box.height / sheet.height,
  };
}

/** Parts of a sheet as a box of the window, as the sheet lies now. */
export function inWindow(part, sheet) {
  const box = sheet.getBoundingClientRect();
  return new DOMRect(
    box.left + part.left * box.width,
    box.top + part.top * box.height,
    part.width * box.width,
    part.height * box.height,
  );
}

/** Places an element over a part of a sheet; it stays there at any zoom. */
export function over(element, part) {
  for (const side of ["left", "top", "width", "height"]) element.style[side] = `${(part[side] * 100).toFixed(3)}%`;
  return element;
}

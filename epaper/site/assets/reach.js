// Links of a printed page that is seen from afar can be met by a mouse: around each as much room as
// there is, 24 px at most (WCAG 2.5.8). A finger opens the story; its links stand in that.

const LEAST = 24; // px
const SVG = "http://www.w3.org/2000/svg";

/** @param {import("./desk.js").Desk} desk */
export function reaching(desk) {
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => desk.sheets.forEach(reach));
  };
  desk.onzoom.push(soon);
  soon();
}

/** @param {HTMLElement} sheet */
function reach(sheet) {
  const ink = sheet.querySelector(".ink");
  const { width, height } = ink.viewBox.baseVal;
  const least = (LEAST * width) / (sheet.clientWidth || width); // in the page's own points
  const links = [...ink.querySelectorAll("a")].map((link) => ({
    link,
    boxes: [...link.querySelectorAll(".link, text")].map((part) => part.getBBox()),
  }));
  for (const { link } of links) for (const old of link.querySelectorAll(".reach")) old.remove();
  for (const { link } of links) {
    const others = links.filter((other) => other.link !== link).flatMap((other) => other.boxes);
    for (const area of link.querySelectorAll(".link")) {
      const box = area.getBBox();
      const lacks = least - box.height;
      if (lacks <= 0) continue;
      const near = others.filter((one) => one.x < box.x + box.width && one.x + one.width > box.x);
      let up = box.y;
      let down = height - box.y - box.height;
      for (const one of near) {
        if (one.y < box.y) up = Math.min(up, Math.max(0, box.y - one.y - one.height) / 2);
        else down = Math.min(down, Math.max(0, one.y - box.y - box.height) / 2);
      }
      const above = Math.min(up, Math.max(lacks / 2, lacks - down));
      const below = Math.min(down, lacks - above);
      const around = document.createElementNS(SVG, "rect");
      around.setAttribute("class", "reach");
      const told = { x: box.x, y: box.y - above, width: box.width, height: box.height + above + below };
      for (const [name, value] of Object.entries(told)) around.setAttribute(name, String(value));
      link.prepend(around);
    }
  }
}

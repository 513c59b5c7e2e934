// The field for a search: where the bar is narrow, a button opens it over the bar's whole width.

import { button, make, icon, word } from "./dom.js";

/**
 * @param {HTMLFormElement} form `form.find`
 * @returns {() => void} opens the field where it has to be opened, and goes into it
 */
export function seeking(form) {
  const bar = form.closest(".bar");
  const field = form.querySelector("input[type=search]");
  const opener = button("search", word("search"), () => open());
  opener.classList.add("seek");
  opener.setAttribute("aria-expanded", "false");
  const shut = make("button", { type: "reset", class: "tool shut", title: word("close") }, icon("close"));
  shut.append(make("span", { class: "label" }, word("close")));
  form.append(shut);
  form.before(opener);

  const set = (seeks) => {
    bar.classList.toggle("seeking", seeks);
    opener.setAttribute("aria-expanded", String(seeks));
  };
  const open = () => {
    if (opener.checkVisibility?.() ?? opener.offsetParent) set(true);
    field.focus();
  };
  const close = () => {
    if (!bar.classList.contains("seeking")) return;
    set(false);
    opener.focus();
  };
  form.addEventListener("reset", close);
  bar.addEventListener("keydown", (event) => event.key === "Escape" && close());
  return open;
}

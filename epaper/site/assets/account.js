// Who is signed in at the small server can sign out; a site without one is never asked for it.

import { make, root, word } from "./dom.js";

const KEPT = "epaper.account"; // for this visit: "in", or "none" for a paper without subscribers

/** @param {HTMLElement} footer */
export async function account(footer) {
  const form = document.querySelector("form.find");
  if (!form || new URL("search", root()).pathname !== new URL(form.action).pathname) return;
  const state = remembered() ?? (await asked());
  if (state === "in" || state === "none") remember(state);
  if (state !== "in") return;
  const leave = { href: new URL("sign-out", root()).href, class: "leave", onclick: () => remember(null) };
  (footer.querySelector("p") ?? footer).after(make("a", leave, word("sign_out")));
}

async function asked() {
  const answer = await fetch(new URL("access", root()), { credentials: "same-origin" }).catch(() => null);
  const told = answer?.ok ? await answer.json().catch(() => ({})) : {};
  if (told.passes === false) return "none";
  return told.signed_in ? "in" : "";
}

function remembered() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function remember(state) {
  try {
    if (state) sessionStorage.setItem(KEPT, state);
    else sessionStorage.removeItem(KEPT);
  } catch {
    // a browser that keeps nothing asks at every page
  }
}

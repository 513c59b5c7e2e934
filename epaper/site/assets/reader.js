// What a page of the e-paper does beyond being read: begun by what kind of page it is.

import { finding } from "./find.js";
import { kept } from "./kept.js";
import { seeking } from "./seek.js";
import { themes } from "./settings.js";

const kind = document.documentElement.dataset.kind;

addEventListener("keydown", (event) => event.key === "Tab" && document.documentElement.classList.add("keys"));
if (kind === "page") import("./replica.js").then(({ replica }) => replica());
else {
  const form = document.querySelector("form.find");
  if (form && document.body.dataset.edition) finding(form);
  else if (form) seeking(form);
  if (kind === "article") await import("./article.js").then(({ article }) => article());
  else document.querySelector("body > footer")?.append(themes());
  document.documentElement.dataset.ready = "";
  const footer = document.querySelector("body > footer");
  const ask = () => footer && import("./account.js").then(({ account }) => account(footer));
  if ("requestIdleCallback" in window) requestIdleCallback(ask);
  else setTimeout(ask, 500);
}
kept();

// The article view: tools at its head, and the stories before and after by keys and swipes.

import { button, icon, make, notice, typed, word } from "./dom.js";
import { Listening, speaks } from "./listen.js";
import { sizes, themes } from "./settings.js";
import { swiping } from "./taps.js";

export function article() {
  const story = document.querySelector("article.story");
  if (!story) return;
  const tools = story.querySelector(".tools") ?? document.querySelector(".tools");
  if (tools) {
    fill(tools, story);
    tools.hidden = false;
  }
  turning(story);
}

function fill(tools, story) {
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", word("menu"));
  if (speaks) tools.append(new Listening(story).opener);
  tools.append(button("share", word("share"), () => share()));
  const clip = document.querySelector("link[rel=clip]");
  if (clip) {
    const link = make("a", { class: "tool", href: clip.href, download: `${story.dataset.slug || "clip"}`, title: word("clip") });
    link.append(icon("clip"), make("span", { class: "label" }, word("clip")));
    tools.append(link);
  }
  tools.append(button("print", word("print"), () => print()));
  tools.append(make("div", { class: "chosen" }, sizes(), themes()));
}

async function share() {
  const url = document.querySelector("link[rel=canonical]")?.href || location.href.split("#")[0];
  if (navigator.share) {
    await navigator.share({ title: document.title, url }).catch(() => {}); // the reader thought better of it
    return;
  }
  try {
    await navigator.clipboard.writeText(url);
    notice("copied", word("copied"));
  } catch {
    notice("copied", url);
  }
}

/** Arrow keys and swipes go to the stories before and after; mirrored where one reads from the right. */
function turning(story) {
  const from = document.documentElement.dir === "rtl";
  const go = (on) => {
    const address = on ? story.dataset.next : story.dataset.prev;
    if (address) location.assign(document.querySelector(`nav.order a[rel=${on ? "next" : "prev"}]`)?.href ?? address);
  };
  addEventListener("keydown", (event) => {
    if (typed(event) || event.shiftKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    if (scrolls(event.target)) return;
    event.preventDefault();
    go((event.key === "ArrowRight") !== from);
  });
  const near = () => (window.visualViewport?.scale ?? 1) > 1.01; // then a finger moves the window
  const touch = () => (story.style.touchAction = near() ? "auto" : "pan-y pinch-zoom");
  window.visualViewport?.addEventListener("resize", touch);
  touch();
  swiping(story, { takes: () => !near(), swiped: (way) => near() || go((way === "left") !== from) });
}

/** Whether arrows or a swipe move something level here, a wide table for one. */
function scrolls(target) {
  for (let one = target; one instanceof Element && one !== document.body; one = one.parentElement) {
    if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "auto") return true;
  }
  return false;
}

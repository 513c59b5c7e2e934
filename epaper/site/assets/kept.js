// Offline copies: keeps what is opened, shows what is kept, and tells when what is read has changed.

import { icon, make, notice, root, word } from "./dom.js";

const AGAIN = 300_000; // ms after which a page that is looked at again asks for news
const edition = document.body.dataset.edition;

/** What a story or a printed page says, to be compared with what it says later. */
function told(page, number) {
  const part = page.querySelector(number ? `.sheet[data-number="${number}"]` : "article.story");
  const shown = [...(part?.querySelectorAll("img") ?? [])].map((image) => image.getAttribute("src"));
  return `${(number ? part?.querySelector(".ink") : part)?.textContent}\n${shown.join("\n")}`;
}

const atFirst = told(document); // before tools are added

export async function kept() {
  wire();
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  const workers = navigator.serviceWorker;
  await workers.register(new URL("sw.js", root())).catch(() => null);
  workers.addEventListener("message", ({ data }) => {
    if (data.kind === "kept") whole();
    if (data.kind === "changed") changed();
  });
  let asked = 0;
  const visit = async () => {
    if (Date.now() - asked < AGAIN) return;
    asked = Date.now();
    const worker = (await workers.ready).active;
    worker?.postMessage({ kind: "visit", edition, light: navigator.connection?.saveData === true, words: words() });
  };
  const begin = () => ("requestIdleCallback" in window ? requestIdleCallback(visit) : setTimeout(visit, 500));
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && visit());
  if (!edition) shelf();
}

function words() {
  const { lang, dir } = document.documentElement;
  const styles = [...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href);
  const first = document.querySelector("head script[src]:not([type])")?.src;
  return { lang, dir, styles, first, offline: word("offline"), gone: word("gone"), front: word("front") };
}

/** Says when the wire is cut. */
function wire() {
  const show = () => {
    document.documentElement.classList.toggle("offline", !navigator.onLine);
    if (!navigator.onLine) notice("offline", word("offline"));
  };
  addEventListener("offline", show);
  addEventListener("online", show);
  show();
}

/** The edition has changed: if what is read here has, the reader may have it anew. Nothing goes by itself. */
async function changed() {
  document.dispatchEvent(new CustomEvent("epaper:changed"));
  const number = document.body.dataset.page;
  const answer = await fetch(location.href.split("#")[0], { cache: "no-cache" }).catch(() => null);
  if (!answer) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const again = { label: word("reload"), act: () => location.reload() };
  const kind = page.documentElement.dataset.kind;
  if (kind === "gone" || [404, 410].includes(answer.status)) gone(page);
  else if (!answer.ok || kind !== document.documentElement.dataset.kind) return; // refused: nothing is said of it
  else if (told(page, number) !== (number ? told(document, number) : atFirst)) notice("changed", word("new_version"), again);
}

/** There is nothing to be shown anew: what the notice at the address says, and the way on from it. */
function gone(page) {
  const there = page.documentElement.dataset.kind === "gone";
  const link = there ? page.querySelector("main a[href]") : null;
  const on = new URL(link?.getAttribute("href") ?? new URL(`${edition}/contents.html`, root()), location.href);
  const way = { label: link?.textContent || word("contents"), act: () => location.assign(on) };
  notice("changed", (there && page.querySelector("h1")?.textContent) || word("gone"), way);
}

/** The edition is kept. A story's pictures are fetched now: they stay though the story be withdrawn. */
function whole() {
  badge();
  for (const image of document.querySelectorAll("article.story img[loading=lazy]")) image.loading = "eager";
}

function badge() {
  const bar = document.querySelector("header.bar");
  if (!bar || bar.querySelector(".kept")) return;
  const sign = make("span", { class: "kept", role: "img", "aria-label": word("kept_offline"), title: word("kept_offline") });
  sign.append(icon("kept"));
  bar.append(sign);
}

/** Asks the worker, and has its answer. */
async function ask(message) {
  const worker = (await navigator.serviceWorker.ready).active;
  return new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => done(data);
    worker.postMessage(message, [channel.port2]);
  });
}

/** On the front of the house: the kept editions, each with a way to take it off this device. */
async function shelf() {
  const list = make("ul", {});
  const part = make("section", { class: "shelf", "aria-label": word("kept_offline") });
  part.append(make("h2", {}, word("kept_offline")), list);
  const show = (editions) => {
    list.replaceChildren(...editions.toReversed().map((one) => entry(one, show)));
    part.hidden = editions.length === 0;
    sign(editions);
  };
  show(await ask({ kind: "list" }));
  document.querySelector("main")?.append(part);
}

function entry({ id, title, date, name, whole }, show) {
  const label = [title, name].filter(Boolean).join(", ") || id;
  const link = make("a", { href: new URL(`${id}/`, root()).href }, label);
  const when = make("time", { datetime: date }, day(date));
  const remove = make("button", { type: "button" }, word("remove"));
  remove.setAttribute("aria-label", `${word("remove")}: ${label}, ${day(date)}`);
  remove.addEventListener("click", async () => show(await ask({ kind: "remove", edition: id })));
  return make("li", { class: whole ? "whole" : "part" }, link, " ", when, " ", remove);
}

function day(date) {
  const shape = { dateStyle: "long", timeZone: "UTC" };
  return new Intl.DateTimeFormat(document.documentElement.lang, shape).format(new Date(`${date}T00:00Z`));
}

/** Links to kept editions carry a sign. */
function sign(editions) {
  const whole = new Set(editions.filter((one) => one.whole).map(({ id }) => new URL(`${id}/`, root()).href));
  for (const old of document.querySelectorAll("a .kept")) old.remove();
  for (const link of document.querySelectorAll("main a[href]")) {
    if (!whole.has(link.href.replace(/index\.html$/, "")) || link.closest(".shelf") || link.querySelector("img")) continue;
    const one = make("span", { class: "kept", role: "img", "aria-label": word("kept_offline") }, icon("kept"));
    link.append(one);
  }
}

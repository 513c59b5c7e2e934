// Keeps the editions that a reader opened. What is named by content is kept by its name; pages and
// stories come from the network first; a new edition.json takes gone stories and old pages away.

const SCOPE = new URL(self.registration.scope);
const NAMED = "epaper-a"; // files named by content
const HOUSE = "epaper-house"; // the front of the house, and what is known of the kept editions
const EDITION = "epaper-e-"; // then the edition's id: its pages and stories
const STATE = new URL("~kept", SCOPE).href; // no file of the site: what this worker notes
const WORDS = new URL("~words", SCOPE).href;
const PATIENCE = 4000; // ms for the network where a copy is here
const MOST = 12; // editions
const BUSY = 429; // a server's answer to who asks too often
const PICTURE = /\.(avif|webp|jpe?g|png)$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return;
  if (request.headers.has("range")) return;
  const path = url.pathname.slice(SCOPE.pathname.length);
  if (path.startsWith("a/")) event.respondWith(named(request));
  else if (/^(search|share|access|sign-in|signed-in|sign-out)\b/.test(path) || url.search) return; // the small server's own
  else event.respondWith(newest(request, cacheOf(path)));
});

self.addEventListener("message", (event) => {
  const { kind, edition, light, words } = event.data;
  const acts = {
    visit: async () => {
      if (words) await note(WORDS, words);
      await visit(edition, light);
    },
    list: async () => event.ports[0].postMessage(await state()),
    remove: async () => event.ports[0].postMessage(await remove(edition)),
  };
  if (kind in acts) event.waitUntil(alone(acts[kind]));
});

let last = Promise.resolve();

/** One after another: two visits never mend one edition at once. */
function alone(act) {
  last = last.then(act).catch((fault) => console.debug("offline copies:", String(fault)));
  return last;
}

function cacheOf(path) {
  const [first, ...rest] = path.split("/");
  return /^\d{4}-\d\d-\d\d/.test(first) && rest.length ? EDITION + first : HOUSE;
}

/** One name for a file: without what stands after it, a folder's page as the folder. */
function key(address) {
  const url = new URL(address, SCOPE);
  return url.origin + url.pathname.replace(/\/index\.html$/, "/");
}

async function named(request) {
  const cache = await caches.open(NAMED);
  const held = await cache.match(request.url);
  if (held) return held;
  const answer = await fetch(request);
  if (answer.status === 200) await put(cache, request.url, answer.clone());
  return answer;
}

async function newest(request, name) {
  const cache = await caches.open(name);
  const held = await cache.match(key(request.url));
  const coming = fetch(request).then(async (answer) => {
    if (answer.status === 200 && !request.url.endsWith("/edition.json")) await put(cache, key(request.url), answer.clone());
    if (answer.status === 404 || answer.status === 410) await cache.delete(key(request.url));
    return held && (answer.status === BUSY || answer.status >= 500) ? held : answer;
  });
  if (!held) return coming.catch(() => absent(request));
  const late = new Promise((done) => setTimeout(done, PATIENCE, held));
  return Promise.race([coming, late]).catch(() => held);
}

/** In place of a page that is not on this device. */
async function absent(request) {
  if (request.mode !== "navigate") return Response.error();
  const { lang = "en", dir = "ltr", front = "", styles = [], first = "", ...words } = (await noted(WORDS)) ?? {};
  const offline = (await isGone(request.url)) ? words.gone : words.offline;
  const page = `<!doctype html><html lang="${lang}" dir="${dir}" data-kind="offline"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${offline}</title><link rel="icon" href="data:,">${first && `<script src="${first}"></script>`}
${styles.map((style) => `<link rel="stylesheet" href="${style}">`).join("")}
<body><main><h1>${offline}</h1><p><a href="${SCOPE.href}">${front}</a></p></main></body></html>`;
  return new Response(page, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

async function isGone(address) {
  const [edition, ...rest] = key(address).slice(SCOPE.href.length).split("/");
  const copy = await copyOf(edition);
  return copy?.gone.some((story) => story.path === rest.join("/")) ?? false;
}

/** The edition.json of a kept edition. */
async function copyOf(id) {
  const held = await caches.match(new URL(`${id}/edition.json`, SCOPE).href, { cacheName: EDITION + id });
  return held?.json();
}

async function put(cache, address, answer) {
  const plain = answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer;
  try {
    await cache.put(address, plain);
  } catch (fault) {
    if (fault.name !== "QuotaExceededError") throw fault;
    const oldest = (await state())[0];
    if (oldest) await remove(oldest.id);
  }
}

async function note(address, value) {
  const cache = await caches.open(HOUSE);
  await cache.put(address, new Response(JSON.stringify(value)));
}

async function noted(address) {
  const cache = await caches.open(HOUSE);
  return (await cache.match(address))?.json();
}

/** The editions on this device, those opened last at the end. */
async function state() {
  return (await noted(STATE)) ?? [];
}

async function json(address) {
  const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

/** A reader opened a page: of an edition, which is then kept, or of the house. */
async function visit(id, light) {
  const address = new URL("editions.json", SCOPE).href;
  const index = await json(address);
  if (!index) return; // offline: all stays as it is
  const house = await caches.open(HOUSE);
  await put(house, address, new Response(JSON.stringify(index)));
  const year = index.editions[0]?.date.slice(0, 4);
  for (const page of ["", ...(year ? [`archive/${year}.html`] : [])]) await dressed(house, page);
  const kept = await state();
  for (const { id: one, digest } of kept) {
    const now = index.editions.find((edition) => edition.id === one);
    if (one === id || now?.digest === digest) continue;
    if (now) await settle(one, now);
    else await unlisted(one);
  }
  const opened = index.editions.find((edition) => edition.id === id);
  if (id) await settle(id, opened ?? { id }, light);
  for (const old of (await state()).slice(0, -MOST)) await remove(old.id);
}

/** The front of the house or the calendar of a year, with what it needs to look like itself. */
async function dressed(house, path) {
  const page = new URL(path, SCOPE).href;
  const answer = await fetch(page).catch(() => null);
  if (answer?.status !== 200) return;
  await put(house, key(page), answer.clone());
  const wanted = [...(await answer.text()).matchAll(/(?:src|href)="(?:\.{1,2}\/)*(a\/[0-9a-z]+\.\w+)"/g)];
  const assets = await caches.open(NAMED);
  for (const named of new Set(wanted.map(([, file]) => file))) {
    const file = new URL(named, SCOPE).href;
    if (await assets.match(file)) continue;
    const got = await fetch(file).catch(() => null);
    if (got?.status === 200) await put(assets, file, got);
  }
}

/** An edition that the index has no longer was taken off the site, or its folder was. */
async function unlisted(id) {
  const answer = await fetch(new URL(`${id}/edition.json`, SCOPE), { cache: "no-cache" }).catch(() => null);
  if (answer?.status === 404 || answer?.status === 410) await leave(id, []);
  else await settle(id, { id });
}

/** Takes an edition away that is no more; what is open of it stays as it is. */
async function leave(id, gone) {
  await remove(id);
  await tell(id, { kind: "changed", edition: id, gone });
}

/** Makes an edition's copy what its edition.json says now. */
async function settle(id, about, light) {
  const address = new URL(`${id}/edition.json`, SCOPE).href;
  const now = await json(address);
  if (!now) return;
  if (now.withdrawn) return leave(id, now.gone.map((story) => story.path));
  const before = await copyOf(id);
  const cache = await caches.open(EDITION + id);
  const changed = before && JSON.stringify(before) !== JSON.stringify(now);
  if (changed) await drop(cache, address, before, now);
  await cache.put(address, new Response(JSON.stringify(now), { headers: { "content-type": "application/json" } }));
  const whole = light ? false : await fill(cache, address, now);
  const others = (await state()).filter((edition) => edition.id !== id);
  const { title, date, name } = now;
  const entry = { id, title, date, name: about.name ?? name, digest: about.digest, whole };
  await note(STATE, [...others, entry]);
  if (changed) {
    await tidy(before.files.map((file) => key(new URL(file, address))));
    await tell(id, { kind: "changed", edition: id, gone: now.gone.map((story) => story.path) });
  }
  if (whole) await tell(id, { kind: "kept", edition: id });
}

/** Takes away gone and replaced stories, and every page: pages come anew at once. */
async function drop(cache, address, before, now) {
  const digests = new Map(now.stories.map((story) => [story.path, story.digest]));
  const stale = before.stories.filter((story) => digests.get(story.path) !== story.digest).map((story) => story.path);
  const pages = before.pages.map((page) => page.html);
  const gone = now.gone.map((story) => story.path);
  for (const file of ["", "contents.html", ...pages, ...stale, ...gone]) await cache.delete(key(new URL(file, address)));
}

/** Fetches what a copy lacks; whether it is whole then. */
async function fill(cache, address, { files }) {
  const assets = await caches.open(NAMED);
  const wanted = files.map((file) => key(new URL(file, address)));
  let whole = true;
  const fetchOne = async (file) => {
    const into = file.startsWith(new URL("a/", SCOPE).href) ? assets : cache;
    if (await into.match(file)) return;
    const answer = await patiently(file);
    if (answer?.status === 200) await put(into, file, answer);
    else whole = false;
  };
  const crew = Array.from({ length: 4 }, async () => {
    for (let file = wanted.shift(); file; file = wanted.shift()) await fetchOne(file);
  });
  await Promise.all(crew);
  return whole;
}

/** Waits as long as a busy server says, three times at most. */
async function patiently(file) {
  for (let turn = 1; ; turn += 1) {
    const answer = await fetch(file).catch(() => null);
    if (answer?.status !== BUSY || turn > 3) return answer;
    const seconds = Math.min(60, Number(answer.headers.get("retry-after")) || 5);
    await new Promise((done) => setTimeout(done, seconds * 1000));
  }
}

async function remove(id) {
  const address = new URL(`${id}/edition.json`, SCOPE).href;
  const held = await copyOf(id);
  await caches.delete(EDITION + id);
  await note(STATE, (await state()).filter((edition) => edition.id !== id));
  await tidy((held?.files ?? []).map((file) => key(new URL(file, address))));
  return state();
}

/** Takes away files that no kept edition and no page of the house shows: the named ones, and pictures. */
async function tidy(names) {
  const used = new Set();
  for (const { id } of await state()) {
    const address = new URL(`${id}/edition.json`, SCOPE).href;
    const edition = await copyOf(id);
    for (const file of edition?.files ?? []) used.add(key(new URL(file, address)));
  }
  const house = await caches.open(HOUSE);
  const pages = (await house.keys()).filter(({ url }) => url === SCOPE.href || url.endsWith(".html"));
  const told = await Promise.all(pages.map((page) => house.match(page).then((held) => held?.text())));
  const front = told.join("");
  const cache = await caches.open(NAMED);
  for (const { url } of await cache.keys()) {
    const idle = !used.has(url) && !front.includes(url.split("/").at(-1));
    if (idle && (names.includes(url) || PICTURE.test(url))) await cache.delete(url);
  }
}

async function tell(id, what) {
  for (const client of await self.clients.matchAll({ type: "window" })) {
    if (client.url.startsWith(new URL(`${id}/`, SCOPE).href)) client.postMessage(what);
  }
}

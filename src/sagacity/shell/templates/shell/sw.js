// Keeps the shell, the last pages and the facts a resident needs when there is no network. Never staff pages.
const SHELL = `shell-${VERSION}`;
const PAGES = "pages"; // the last pages this browser opened, by language
const FACTS = "facts"; // JSON of this device, and the language it reads
const MOST_PAGES = 20;
const PRIVATE = /^\/(staff|desk|data|api|settings|start|shelf|language|text-size|text-only|furigana|cards|welcome|queue|push|sw\.js|offline\/kept)(\/|\.|$)/;
const KEPT_AT = "Sagacity-Kept-At";
const LANGUAGE_KEY = "/offline/language";

// Pages vary by Accept-Language and Cookie: the language stands in the key, and Vary is not asked again.
const keyOf = (path, language) => `${path}${path.includes("?") ? "&" : "?"}sagacity-language=${language}`;
const match = async (name, key) => (await caches.open(name)).match(key, { ignoreVary: true });
const wordsOf = (language) => `/queue/words.json?language=${language}`;
const offlinePage = (language) => match(SHELL, `/offline/?language=${language}`);

addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => skipWaiting()));
});

async function fill() {
  const cache = await caches.open(SHELL);
  const pages = CONFIG.languages.map((code) => `/offline/?language=${code}`);
  await cache.addAll([...CONFIG.files, ...pages, ...CONFIG.languages.map(wordsOf)].map((path) => new Request(path, { cache: "no-cache" })));
}

addEventListener("activate", (event) => {
  const drop = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(drop());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/static/") || address.pathname === "/queue/words.json") return event.respondWith(file(request));
  if (request.mode !== "navigate" || PRIVATE.test(address.pathname)) {
    if (request.mode === "navigate" && !/^\/(staff|desk)(\/|$)/.test(address.pathname)) event.respondWith(orOffline(request));
    return;
  }
  event.respondWith(page(event, request, address));
});

addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keepFacts().then(keepHome));
  if (event.data === "forget") event.waitUntil(Promise.all([PAGES, FACTS, "shown"].map((name) => caches.delete(name))));
});

async function file(request) {
  return (await match(SHELL, request)) ?? fetch(request).then(async (answer) => {
    if (answer.ok) await (await caches.open(SHELL)).put(request, answer.clone());
    return answer;
  });
}

async function orOffline(request) {
  try {
    return await fetch(request);
  } catch {
    return (await offlinePage(await language())) ?? Response.error();
  }
}

async function page(event, request, address) {
  const path = address.pathname + address.search;
  try {
    const answer = await fetch(request);
    // A page that asks not to be stored is somebody's own, such as the phones their card is on.
    const isKept = !/no-store/.test(answer.headers.get("Cache-Control") ?? "");
    if (isKept && answer.ok && !answer.redirected && /text\/html/.test(answer.headers.get("Content-Type") ?? "")) {
      event.waitUntil(keepPage(path, answer.clone()));
    }
    return answer;
  } catch {
    const reads = await language();
    const kept = await match(PAGES, keyOf(path, reads));
    return (kept && withBanner(kept, reads)) ?? (await offlinePage(reads)) ?? Response.error();
  }
}

async function keepPage(path, answer) {
  const reads = answer.headers.get("Content-Language") ?? "ja";
  await (await caches.open(FACTS)).put(LANGUAGE_KEY, new Response(reads));
  if (path.startsWith("/offline/")) return;
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, new Date().toISOString());
  headers.delete("Set-Cookie");
  const body = await answer.blob(); // whole before the old copy goes: the network may end in the middle
  const cache = await caches.open(PAGES);
  await cache.put(keyOf(path, reads), new Response(body, { headers }));
  // The home stays whatever else was read: it is what a phone opens first.
  const keys = (await cache.keys()).filter((each) => new URL(each.url).pathname !== "/");
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_PAGES)).map((each) => cache.delete(each, { ignoreVary: true })));
}

// A page that is to open without a network needs its own scripts and styles too, also those it loads later.
async function keepFiles(page) {
  for (const [, path] of page.matchAll(/="(\/static\/[^"#]+)/g)) {
    if (!(await match(SHELL, path))) await file(new Request(path)).catch(() => null);
  }
}

// The first visit is read before there is a worker; and a home in another language is a copy of its own.
async function keepHome() {
  if (await match(PAGES, keyOf("/", await language()))) return;
  const answer = await fetch("/", { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok && !answer.redirected) await keepPage("/", answer);
}

async function language() {
  const said = await match(FACTS, LANGUAGE_KEY);
  const reads = said ? await said.text() : CONFIG.languages[0];
  return CONFIG.languages.includes(reads) ? reads : CONFIG.languages[0];
}

async function keepFacts() {
  const answer = await fetch("/offline/kept.json", { cache: "no-store" });
  if (!answer.ok) return;
  const said = await answer.json();
  const cache = await caches.open(FACTS);
  const fresh = new Set(said.paths.map((path) => keyOf(path, said.language)));
  // Reload: a browser's own copy may still speak the language chosen before.
  for (const path of said.paths) {
    const fact = await fetch(path, { cache: "reload" }).catch(() => null);
    if (!fact?.ok || fact.redirected) continue;
    // A page, such as the one of my bookings, is kept to be opened; facts are kept to be told by the offline page.
    if (/text\/html/.test(fact.headers.get("Content-Type") ?? "")) {
      await keepFiles(await fact.clone().text());
      await keepPage(path, fact);
      continue;
    }
    const headers = new Headers({ "Content-Type": "application/json", [KEPT_AT]: new Date().toISOString() });
    await cache.put(keyOf(path, said.language), new Response(await fact.blob(), { headers }));
  }
  await cache.put(LANGUAGE_KEY, new Response(said.language));
  for (const each of await cache.keys()) {
    const { pathname, search } = new URL(each.url);
    if (pathname !== LANGUAGE_KEY && !fresh.has(pathname + search)) await cache.delete(each, { ignoreVary: true });
  }
}

async function withBanner(kept, reads) {
  const text = await kept.text();
  if (text.includes("data-lives-offline")) return new Response(text, { headers: kept.headers }); // it is no older than now
  const said = CONFIG.sentences[reads];
  const at = new Date(kept.headers.get(KEPT_AT));
  const time = new Intl.DateTimeFormat(reads === "zh-hans" ? "zh-Hans" : reads.split("-")[0], { dateStyle: "medium", timeStyle: "short" }).format(at);
  const old = at.toDateString() === new Date().toDateString() ? "" : `<p>${said.old}</p>`;
  const more = `<p><a href="/offline/">${said.more}</a></p>`;
  const words = `<p class="sg-banner__title">${said.title}</p><p>${said.saved.replace("{time}", time)} ${said.then}</p>${old}${more}`;
  const banner = `<div class="sg-banner sg-banner--warning" role="status" data-offline>${words}</div>`;
  const body = text.replace(/(<main[^>]*>)/, `$1${banner}`);
  return new Response(body, { headers: kept.headers });
}

// Keeps the scanner page and its files, so that it opens without a network. Its scope is that page: it keeps no other page of staff.
const SCOPE = new URL(registration.scope).pathname;
const CACHE = `staff ${SCOPE}`;
const KEPT_AT = "Sagacity-Kept-At";

addEventListener("install", (event) => {
  event.waitUntil(refresh().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate" && pathname === SCOPE) event.respondWith(page(event, request));
});

async function refresh() {
  const answer = await fetch(SCOPE, { cache: "no-store" });
  await keep(answer);
}

async function file(request) {
  return (await (await caches.open(CACHE)).match(request, { ignoreVary: true })) ?? fetch(request);
}

async function page(event, request) {
  try {
    const answer = await fetch(request);
    event.waitUntil(keep(answer.clone()).catch(() => {}));
    return answer;
  } catch {
    const kept = await (await caches.open(CACHE)).match(SCOPE, { ignoreVary: true });
    if (!kept) return Response.error();
    const text = (await kept.text()).replace('id="scanner"', `id="scanner" data-kept-at="${kept.headers.get(KEPT_AT)}"`);
    return new Response(text, { headers: kept.headers });
  }
}

// The page and every file it names; files of an older page go. A sign-in page instead of it is not kept.
async function keep(answer) {
  if (!answer.ok || answer.redirected) throw new Error("this is not the page");
  const text = await answer.text();
  const cache = await caches.open(CACHE);
  const files = [...text.matchAll(/="(\/static\/[^"#]+)/g)].map(([, path]) => path);
  for (const path of new Set(files)) if (!(await cache.match(path))) await cache.add(path);
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, new Date().toISOString());
  headers.delete("Set-Cookie");
  await cache.put(SCOPE, new Response(text, { headers }));
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== SCOPE && !files.includes(pathname)) await cache.delete(url);
  }
}

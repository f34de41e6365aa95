
// --- Notices: shown once however often they arrive; the phone says that they arrived; a click opens them.
const SHOWN = "shown"; // ids of the last notices, so that one put away does not come back
const MOST_SHOWN = 100;
let inLine = Promise.resolve(); // two messages at once would both find that the notice is new

addEventListener("push", (event) => {
  inLine = inLine.then(() => arrived(event.data), () => arrived(event.data));
  event.waitUntil(inLine);
});

async function arrived(data) {
  let said = {};
  try {
    said = data?.json() ?? {};
  } catch {} // no words of ours: the general ones stand in
  const receipt = said.receipt && tellReceived(said.receipt);
  const isOld = said.expires && new Date(said.expires) < new Date();
  if (!isOld && (!said.id || (await isNew(said.id)))) await showNotice(said);
  await receipt;
}

async function showNotice(said) {
  const words = CONFIG.sentences[await language()];
  await registration.showNotification(said.title || words.notice, {
    body: said.body ?? "",
    tag: said.id || "notice",
    lang: said.lang === "ja-easy" ? "ja" : said.lang,
    icon: "/icon-192.png",
    badge: "/icon-192.png",
    requireInteraction: said.loud === "urgent",
    data: { url: said.url || "/apps/notices/" },
  });
  for (const page of await clients.matchAll({ type: "window" })) page.postMessage({ notice: said.id });
}

async function isNew(id) {
  const cache = await caches.open(SHOWN);
  const key = `/shown/${encodeURIComponent(id)}`;
  if (await cache.match(key)) return false;
  await cache.put(key, new Response(""));
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_SHOWN)).map((each) => cache.delete(each)));
  return true;
}

async function tellReceived(receipt) {
  const tell = () => fetch("/messaging/received/", { method: "POST", body: new URLSearchParams({ receipt }), credentials: "omit" });
  await tell().catch(() => tell().catch(() => null));
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const wanted = new URL(event.notification.data?.url ?? "/", location.origin);
  event.waitUntil(openPage(wanted.origin === location.origin ? wanted : new URL("/", location.origin)));
});

async function openPage(wanted) {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((one) => new URL(one.url).pathname === wanted.pathname);
  if (open) return open.focus();
  const home = windows.find((one) => new URL(one.url).pathname === "/");
  // A form somebody is filling in is never taken away: only the home is led on.
  if (home && (await home.navigate(wanted.href).catch(() => null))) return home.focus();
  return clients.openWindow(wanted.href);
}

addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options ?? { userVisibleOnly: true };
  const next = newSubscription ?? (await registration.pushManager.subscribe(options));
  const body = JSON.stringify({ old: oldSubscription?.endpoint ?? "", subscription: next.toJSON() });
  await fetch("/messaging/push/renew/", { method: "POST", headers: { "Content-Type": "application/json" }, body });
}

// --- What waits to be sent, where a browser wakes the worker when the network is back.
importScripts(CONFIG.outbox);
addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(self.sagacityOutbox.send());
});

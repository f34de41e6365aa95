// Reads cards at the door, without a network too, and sends what it wrote down when there is one.
const root = document.getElementById("scanner");
const data = root.dataset;
const words = JSON.parse(document.getElementById("scanner-words").textContent);
const load = (...names) => Promise.all(names.map((name) => import(data[name])));
const [sg2, { Outbox, asFile }, { Vault }, { Lock }, { Readings }, { People }] = await load("sg2", "outbox", "vault", "lock", "reading", "people");
const [{ Camera }, { eyes }, { sight }, { dropPage, keepPage }] = await load("camera", "eyes", "sight", "kept");
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const box = new Outbox(data.reception);
const vault = (box.vault = new Vault(box));
const at = (id) => document.getElementById(id);
const say = (id, text) => (at(id).textContent = text);
let reader = null;
let offset = 0; // the city's clock minus this device's, in seconds
let device = "";

const now = () => Math.round(Date.now() / 1000 + offset);
// The page may be older than the sign-in: the cookie has the token of today.
const csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? root.querySelector("[name=csrfmiddlewaretoken]").value;
const post = (path, body) =>
  fetch(path, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() }, body: JSON.stringify(body) });

async function useKept() {
  const kept = await box.know("city");
  if (!kept) return say("age", words.no_keys);
  offset = kept.offset;
  reader = new sg2.Reader({ issuer: kept.issuer, keys: kept.keys, ended: kept.ended });
  const isOld = now() - kept.made > DAY;
  say("age", words.age.replace("{time}", new Date(kept.made * 1000).toLocaleString(document.documentElement.lang)) + (isOld ? ` ${words.old}` : ""));
  say("clock", Math.abs(offset) > MINUTE ? words.clock.replace("{n}", Math.round(Math.abs(offset) / MINUTE)) : "");
}

// Keys and the list of ended cards are taken together; a list that no key of the city signed is not used.
async function fetchCity() {
  const [known, list] = await Promise.all([data.keys, data.status].map((path) => fetch(path, { cache: "no-store" }).then((answer) => answer.json())));
  const said = await sg2.readList(list.signed, known.keys);
  if (!said || said.issuer !== known.issuer) return;
  await box.keep("city", { issuer: known.issuer, keys: known.keys, ended: said.ended, made: said.made, offset: known.at - Math.round(Date.now() / 1000) });
  await useKept();
}

async function count() {
  const { waiting, refused } = await box.tally();
  say("waiting", words.waiting.replace("{many}", waiting) + (refused ? ` ${words.refused.replace("{many}", refused)}` : ""));
}

// A frame that the page could not read itself: grey points, row by row.
async function askCity(grey, width) {
  const headers = { "Content-Type": "application/octet-stream", "X-CSRFToken": csrf(), "X-Frame-Width": String(width) };
  const answer = await fetch(data.frame, { method: "POST", headers, body: grey });
  return answer.ok && !answer.redirected ? (await answer.json()).text : null;
}

const readings = new Readings({
  root,
  words,
  box,
  sg2,
  post,
  city: () => ({ reader, now: now() }),
  wrote: async () => {
    lock.touch();
    await count();
    send();
  },
});
const people = new People({ root, words, box, readings, post });

// One sender at a time, whichever tab it is in.
const send = () =>
  navigator.locks.request(`${box.name}-sync`, { ifAvailable: true }, async (held) => {
    if (!held || !device || !vault.isOpen) return;
    if (!navigator.onLine) return say("network", words.offline);
    try {
      await fetchCity();
      let left = true;
      while (left) {
        const entries = await box.entries({ most: 500 });
        const answer = await post(data.sync, { device, clock: new Date().toISOString(), entries });
        if (answer.redirected) return say("network", words.sign_in);
        if (answer.status === 410) return await wipe();
        if (!answer.ok) return say("network", words.not_taken);
        const said = await answer.json();
        await box.settle(said.answers);
        say("network", words.sent.replace("{here}", said.here));
        left = entries.length > 0 && (await box.tally()).waiting > 0;
      }
    } catch {
      say("network", vault.isOpen ? words.offline : ""); // locked in between: the rest goes next time
    }
    await count();
  });

// The city has ended this device: nothing stays on it.
async function wipe() {
  vault.close();
  eye.stop();
  await box.wipe();
  await dropPage();
  device = "";
  await lock.show();
  at("enrol").hidden = true;
  say("ended", words.ended);
}

const lock = new Lock({
  box,
  vault,
  words,
  minutes: Number(data.minutes),
  enrolled: async (name) => {
    const answer = await post(data.enrol, { name }).catch(() => null);
    if (!answer?.ok || answer.redirected) return false;
    await box.keep("device", (await answer.json()).device);
    return true;
  },
  opened: async () => {
    device = await box.know("device");
    await useKept();
    await readings.begin();
    await people.begin();
    await count();
    at("text").focus();
    await send();
    root.dataset.ready = "";
  },
  closed: () => {
    eye.stop();
    readings.show("info", words.waits);
  },
});
at("read").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = at("text").value; // the space is a letter of the code: nothing is stripped
  at("text").value = "";
  at("text").focus();
  if (text) await readings.take(text);
});
at("export").addEventListener("click", async () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([await asFile(device, await box.entries({ all: true }))], { type: "application/json" }));
  link.download = "outbox.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
});
const see = await eyes({ own: data.decoder, qr: data.qr, find: data.qrFind, read: data.qrRead, ask: askCity });
const eye = sight({ root, words, camera: new Camera({ video: at("camera-picture"), eyes: see, onText: (text, how) => readings.take(text, how) }) });
addEventListener("online", send);
addEventListener("offline", () => say("network", words.offline));
setInterval(send, 30_000);
await lock.show();
await keepPage({ worker: data.worker, root, words, say: (text) => say("kept", text) });

// The card of this phone: signs itself anew every 30 seconds, with or without a network.
const { sg2, qr, purse } = document.querySelector("script[data-card]").dataset;
const [{ show, shortCode, fromText, toText }, { modules }, kept] = await Promise.all([import(sg2), import(qr), import(purse)]);
const root = document.getElementById("card");
const words = JSON.parse(document.getElementById("card-words").textContent);
const part = (name) => document.getElementById(`card-${name}`);
const STEP = 30; // seconds
const BORDER = 4; // modules of white that readers need
const DOT = 6; // pixels of a module
const TICKET = new TextEncoder();
const KEY = { name: "ECDSA", namedCurve: "P-256" };
const language = document.documentElement.lang;
const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "Asia/Tokyo" });
const hour = new Intl.DateTimeFormat(language, { timeStyle: "medium", timeZone: "Asia/Tokyo" });

let cards = [];
let chosen = "";
let offset = 0; // seconds the city's clock is ahead of the phone's
let drawn = -1; // the half minute in the picture
let state = {};

const now = () => Date.now() / 1000 + offset;
const current = () => cards.find((card) => card.number === chosen) ?? cards[0];

function say(text) {
  part("said").textContent = text;
  part("said").hidden = !text;
}

async function draw(card) {
  const at = Math.floor(now());
  const [text, code] = await Promise.all([show(card.token, { at, privateKey: card.privateKey }), shortCode(card.handle, card.codeKey, at)]);
  const rows = modules(text);
  const size = (rows.length + 2 * BORDER) * DOT;
  const canvas = part("picture");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, size, size);
  pen.fillStyle = "#000";
  rows.forEach((row, i) => row.forEach((bit, j) => bit && pen.fillRect((j + BORDER) * DOT, (i + BORDER) * DOT, DOT, DOT)));
  canvas.setAttribute("aria-label", words.picture);
  part("code").textContent = code;
}

async function tick() {
  const card = current();
  if (!card || document.hidden) return;
  const at = now();
  part("clock").textContent = hour.format(at * 1000);
  part("left").value = STEP - (at % STEP);
  const step = Math.floor(at / STEP);
  if (step === drawn) return;
  drawn = step;
  await draw(card);
}

function lay() {
  const card = current();
  part("face").hidden = !card;
  part("none").hidden = cards.some((one) => one.kind === "device");
  if (card) {
    part("title").textContent = card.kind === "device" ? words.mine : words[card.kind];
    part("name").textContent = card.name;
    part("district").textContent = card.kind === "device" ? card.district ?? "" : "";
    part("until").textContent = words.until.replace("{date}", day.format(card.expires * 1000));
  }
  part("others").hidden = cards.length < 2;
  part("others").replaceChildren(...cards.map(choice));
  drawn = -1;
}

function choice(card) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sg-filter";
  button.textContent = card.kind === "device" ? words.mine : card.label || words[card.kind];
  button.setAttribute("aria-pressed", String(card === current()));
  button.onclick = () => {
    chosen = card.number;
    lay();
    tick();
  };
  item.append(button);
  return item;
}

async function ask() {
  const asked = new URLSearchParams(cards.map((card) => ["card", card.number]));
  const answer = await fetch(`${root.dataset.mine}?${asked}`, { cache: "no-store", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function send(path, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": state.csrf };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(said.reason), { reason: said.reason ?? "network" });
  return said;
}

const proof = async (ticket, privateKey) =>
  toText(new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, TICKET.encode(ticket))));

async function take(said, keys, name, old) {
  const codeKey = await crypto.subtle.importKey("raw", fromText(said.code_secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const { number, kind, label, handle, expires } = said;
  const card = { number, kind, label, handle, expires, name, token: fromText(said.token), codeKey, ...keys };
  await kept.replace(old, card);
  return number;
}

async function make(label, carried, showName = false) {
  const pair = await crypto.subtle.generateKey(KEY, false, ["sign", "verify"]);
  const key = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const { kty, crv, x, y } = key;
  const body = { key: { kty, crv, x, y }, ticket: state.ticket, proof: await proof(state.ticket, pair.privateKey), label, carriage: carried?.key ?? "", show_name: showName };
  const said = await send(root.dataset.make, body);
  chosen = await take(said, { privateKey: pair.privateKey }, carried ? carried.label : said.name, "");
  navigator.storage?.persist?.(); // ask the browser not to tidy the card away
  cards = await kept.all();
  say(words.made);
}

async function renew(card, ticket) {
  const body = { card: card.number, ticket, proof: await proof(ticket, card.privateKey) };
  const number = await take(await send(root.dataset.renew, body), { privateKey: card.privateKey }, card.name, card.number);
  if (chosen === card.number) chosen = number;
  say(words.renewed);
}

// What the city says of the cards on this phone: ended ones go, old ones are renewed.
async function settle() {
  for (const card of cards) {
    const { ended, renew: ticket } = state.cards[card.number] ?? {};
    if (ended) {
      await kept.drop(card.number);
      say(`${words.lost.replace("{why}", words[`lost.${ended}`] ?? words["lost.ended"])} ${words[`next.${ended}`] ?? words.next}`);
    } else if (ticket) await renew(card, ticket).catch(() => {}); // the card still holds; next time again
  }
  for (const card of await kept.all()) {
    // Where the holder lives may change; the card itself does not say it.
    if (state.district && card.kind === "device" && card.district !== state.district) await kept.put({ ...card, district: state.district });
  }
  cards = await kept.all();
}

async function setClock() {
  const ahead = state.at - Date.now() / 1000;
  offset = Math.abs(ahead) > 5 ? ahead : 0;
  await kept.keepClockOffset(offset);
  if (Math.abs(offset) > 30) say(words.clock.replace("{n}", Math.round(Math.abs(offset))));
}

function offer() {
  const hasOwn = cards.some((card) => card.kind === "device");
  part("make").hidden = !state.may_make || hasOwn;
  part("prove").hidden = part("first").hidden = Boolean(state.may_make) || hasOwn;
  part("away").hidden = true;
  const open = (state.carried ?? []).filter((one) => !cards.some((card) => card.kind === one.kind && card.label === one.label));
  part("carried").hidden = !open.length;
  part("carried-list").replaceChildren(...open.map(carriedRow));
}

function carriedRow(one) {
  const row = part("carried-row").content.cloneNode(true);
  row.querySelector(".sg-list__title").textContent = one.label;
  row.querySelector(".sg-list__note").textContent = words[one.kind];
  row.querySelector("button").onclick = (event) => press(event.currentTarget, () => make("", one));
  return row;
}

async function press(button, act) {
  button.disabled = true;
  try {
    await act();
  } catch (problem) {
    say(words[`failed.${problem.reason}`] ?? words["failed.network"]);
  }
  button.disabled = false;
  state = await ask().catch(() => state);
  await settle().catch(() => {});
  offer();
  lay();
  await tick();
}

async function meet() {
  try {
    state = await ask();
    await setClock();
    await settle();
    offer();
  } catch {
    part("away").hidden = false;
    if (cards.length) say(words.offline);
  }
  lay();
  await tick();
}

async function keepAwake() {
  await navigator.wakeLock?.request("screen").catch(() => {}); // a wish, which a low battery refuses
}

async function start() {
  if (!isSecureContext || !crypto.subtle || !globalThis.indexedDB) throw new Error("no keys here");
  cards = await kept.all();
  offset = await kept.clockOffset();
  const now = Date.now() / 1000 + offset;
  chosen = (cards.find((card) => card.kind === "device" && card.expires > now) ?? cards[0])?.number ?? "";
  part("make").onsubmit = (event) => {
    event.preventDefault();
    press(event.submitter ?? part("make").querySelector("button"), () => make(part("label").value.trim(), null, part("show-name").checked));
  };
  document.addEventListener("visibilitychange", () => {
    drawn = -1;
    tick();
  });
  addEventListener("online", meet);
  setInterval(tick, 250);
  if (cards.length) {
    lay();
    await tick();
    keepAwake();
  }
  await meet();
  root.dataset.ready = "";
}

start().catch(() => {
  part("no-way").hidden = false;
});

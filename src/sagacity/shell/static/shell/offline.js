// Fills the page without a network from what the worker kept: letters, coming days, what was saved, last pages.
const root = document.getElementById("offline");
const words = JSON.parse(root.dataset.words);
const language = document.documentElement.dataset.language;
const KEPT_AT = "Sagacity-Kept-At";

const show = (at) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
const japan = (offset) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(Date.now() + offset * 864e5);

const make = (tag, look, text = "") => {
  const made = document.createElement(tag);
  if (look) made.className = look;
  made.textContent = text;
  return made;
};

function row(title, note, href) {
  const item = make("li");
  const line = make(href ? "a" : "div", "sg-list__row");
  if (href) line.href = href;
  const text = make("span", "sg-list__text");
  text.append(make("span", "sg-list__title", title));
  if (note) text.append(make("span", "sg-list__note", note));
  line.append(text);
  item.append(line);
  return item;
}

function fill(id, rows, about) {
  const section = document.getElementById(id);
  section.querySelector("[data-list]").replaceChildren(...rows);
  if (about) section.querySelector("[data-about]").textContent = about;
  section.hidden = false;
}

const keptAt = (at) => words.saved.replace("{time}", show(at));
const near = (on) => ({ [japan(0)]: words.today, [japan(1)]: words.tomorrow })[on];

// Days of collection, of vaccinations and classes: {on, name, label, note}; a day that is over is left out.
function days(id, body, at) {
  const coming = body.days.filter((day) => (day.until ?? day.on) >= japan(0)).slice(0, id === "offline-days" ? 10 : 40);
  const rows = coming.map((day) => row(day.name ?? day.title, [near(day.on), day.label ?? day.on, day.child, day.note].filter(Boolean).join(" ")));
  if (rows.length || body.days.length) fill(id, rows.length ? rows : [row(words.over)], [body.group, body.name, keptAt(at)].filter(Boolean).join(" "));
}

function places(body, at) {
  const rows = body.places.map((place) => row(place.name, [place.address, place.phone].filter(Boolean).join(" "), place.url));
  fill("offline-places", rows, keptAt(at));
}

// Each with its next day; those whose days are all over are left out.
function events(body, at) {
  const rows = body.events.flatMap((one) => {
    const next = (one.days ?? []).find((day) => (day.until ?? day.on) >= japan(0));
    if (one.days?.length && !next) return [];
    const note = [near(next?.on), next?.label ?? one.unparsed, one.place, one.phone];
    return [row(one.name, note.filter(Boolean).join(" "), one.url)];
  });
  if (rows.length) fill("offline-events", rows, keptAt(at));
}

// A letter opens on the spot: its page may never have been read with a network.
function letter(one) {
  const box = make("details", "sg-disclosure");
  const head = make("summary", "", one.title);
  if (one.unread || one.read === false) head.prepend(make("span", "sg-chip sg-chip--blue", words.unread), " ");
  const body = make("div", "sg-disclosure__body sg-stack");
  body.append(...String(one.body ?? one.text ?? "").split(/\n+/).filter(Boolean).map((line) => make("p", "", line)));
  if (one.at) body.append(make("p", "sg-support", show(one.at)));
  box.append(head, body);
  return box;
}

function notices(body, at) {
  fill("offline-notices", body.notices.slice(0, 30).map(letter), keptAt(at));
}

const DAYS_OF = { childcare: "offline-children" };

async function facts() {
  const cache = await caches.open("facts");
  let found = 0;
  // Facts in the language now chosen come last and stay; older ones are better than none.
  const spoken = (request) => Number(new URL(request.url).search.endsWith(`=${language}`));
  for (const request of (await cache.keys()).sort((one, other) => spoken(one) - spoken(other))) {
    const answer = await cache.match(request, { ignoreVary: true });
    if (!answer) continue; // the worker put a newer one in its place just now
    const body = await answer.json().catch(() => null);
    const at = answer.headers.get(KEPT_AT);
    const app = new URL(request.url).pathname.split("/")[2];
    if (Array.isArray(body?.days)) found += 1, days(DAYS_OF[app] ?? "offline-days", body, at);
    if (body?.places?.length) found += 1, places(body, at);
    if (body?.events?.length) found += 1, events(body, at);
    if (body?.notices?.length) found += 1, notices(body, at);
  }
  return found;
}

async function pages() {
  const cache = await caches.open("pages");
  const rows = [];
  for (const request of (await cache.keys()).reverse()) {
    const address = new URL(request.url);
    if (address.searchParams.get("sagacity-language") !== language) continue;
    const answer = await cache.match(request, { ignoreVary: true });
    if (!answer) continue; // the worker put a newer one in its place just now
    const title = new DOMParser().parseFromString(await answer.text(), "text/html").title;
    address.searchParams.delete("sagacity-language");
    rows.push(row(title.split("｜")[0], words.saved.replace("{time}", show(answer.headers.get(KEPT_AT))), address.pathname + address.search));
  }
  if (rows.length) fill("offline-pages", rows.slice(0, 10));
  return rows.length;
}

const found = (await facts()) + (await pages());
document.getElementById("offline-none").hidden = found > 0;

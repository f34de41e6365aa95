// Fills the page without a network from what the worker kept: coming days, saved places, last pages.
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

function days(body, at) {
  const names = { [japan(0)]: words.today, [japan(1)]: words.tomorrow };
  const coming = body.days.filter((day) => day.on >= japan(0)).slice(0, 10);
  const rows = coming.map((day) => row(day.name, [names[day.on], day.label, day.note].filter(Boolean).join(" ")));
  fill("offline-days", rows.length ? rows : [row(words.over)], [body.group, body.name, words.saved.replace("{time}", show(at))].filter(Boolean).join(" "));
}

function places(body, at) {
  const rows = body.places.map((place) => row(place.name, [place.address, place.phone].filter(Boolean).join(" "), place.url));
  fill("offline-places", rows, words.saved.replace("{time}", show(at)));
}

async function facts() {
  const cache = await caches.open("facts");
  let found = 0;
  // Facts in the language now chosen come last and stay; older ones are better than none.
  const spoken = (request) => Number(new URL(request.url).search.endsWith(`=${language}`));
  for (const request of (await cache.keys()).sort((one, other) => spoken(one) - spoken(other))) {
    const answer = await cache.match(request, { ignoreVary: true });
    const body = await answer.json().catch(() => null);
    if (Array.isArray(body?.days)) found += 1, days(body, answer.headers.get(KEPT_AT));
    if (body?.places?.length) found += 1, places(body, answer.headers.get(KEPT_AT));
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
    const title = new DOMParser().parseFromString(await answer.text(), "text/html").title;
    address.searchParams.delete("sagacity-language");
    rows.push(row(title.split("｜")[0], words.saved.replace("{time}", show(answer.headers.get(KEPT_AT))), address.pathname + address.search));
  }
  if (rows.length) fill("offline-pages", rows.slice(0, 10));
  return rows.length;
}

const found = (await facts()) + (await pages());
document.getElementById("offline-none").hidden = found > 0;

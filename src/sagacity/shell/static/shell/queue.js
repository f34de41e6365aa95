// Forms marked data-queue="what it does" go out later when there is no network; what waits is shown, and can be taken back.
const { queueOutbox } = document.querySelector("script[data-queue-outbox]").dataset;
await import(queueOutbox);
const { add, all, drop, put, send, channel } = self.sagacityOutbox;
const FLAG = "sagacity-waiting";
const PROBE = { method: "HEAD", cache: "no-store" };
const language = document.documentElement.dataset.language;
const main = document.querySelector("main");
const DOUBLE_TAP = 700; // ms
let leftAt = -DOUBLE_TAP;
let words;
let sentNow = [];

const make = (tag, look, text = "") => {
  const made = document.createElement(tag);
  if (look) made.className = look;
  made.textContent = text;
  return made;
};
const say = async () => (words ??= await (await fetch(`/queue/words.json?language=${language}`)).json());

// Called by press.js, which holds the form until this is done.
export async function leave(form, button) {
  const fields = [...new FormData(form, button)].filter(([, value]) => typeof value === "string");
  const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  if (await reachable()) return straight(form, button, key);
  const action = new URL(form.getAttribute("action") ?? "", location.href).pathname;
  const said = fields.filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "client_key");
  const waits = (await all()).filter((one) => one.state === "waiting");
  if (!repeats(waits, action, said)) await add({ key, action, fields: said, words: form.dataset.queue, page: location.pathname });
  delete form.dataset.busy;
  leftAt = performance.now();
  localStorage.setItem(FLAG, "1");
  (await navigator.serviceWorker?.getRegistration())?.sync?.register("outbox").catch(() => {});
  await show().catch(() => null); // kept is kept, also where the words for it did not come
  document.getElementById("queue")?.focus();
}

// The page still shows the button of what waits already. Whatever was undone in between may be done anew.
function repeats(waits, action, said) {
  const last = waits.findLastIndex((one) => one.action === action && JSON.stringify(one.fields) === JSON.stringify(said));
  return last >= 0 && waits.slice(last).every((one) => one.action === action);
}

// navigator.onLine says yes in a lift, too: one small question tells.
const reachable = () => navigator.onLine && fetch("/healthz/live", { ...PROBE, signal: AbortSignal.timeout(5000) }).then((said) => said.ok, () => false);

function straight(form, button, key) {
  let field = form.elements.namedItem("client_key");
  if (!field) {
    field = make("input");
    field.type = "hidden";
    field.name = "client_key";
    form.append(field);
  }
  field.value ||= key;
  const pressed = make("input");
  pressed.type = "hidden";
  if (button?.name) [pressed.name, pressed.value] = [button.name, button.value];
  form.append(pressed); // a field without a name is not sent
  HTMLFormElement.prototype.submit.call(form);
  pressed.remove();
}

function reason(action) {
  const page = new DOMParser().parseFromString(action.why, "text/html");
  const found = page.querySelector(".sg-banner--error, [role=alert]") ?? page.querySelector(".sg-field__error");
  return found?.textContent.replace(/\s+/g, " ").trim() || page.querySelector("main h1")?.textContent.trim() || words.unknown;
}

function row(action) {
  const item = make("li", "sg-list__row");
  const text = make("span", "sg-list__text");
  text.append(make("span", "sg-list__title", action.words));
  const refused = action.state === "refused";
  text.append(make("span", refused ? "sg-list__note sg-error-text" : "sg-list__note", refused ? reason(action) : words.waits));
  item.append(text);
  if (refused) {
    const back = make("a", "sg-button sg-button--outline", words.open);
    back.href = action.page;
    const again = make("button", "sg-button sg-button--outline", words.again);
    again.addEventListener("click", () => put({ ...action, state: "waiting", why: "", tries: 0 }).then(deliver));
    item.append(action.why ? back : again);
  }
  const gone = make("button", "sg-button sg-button--text", refused ? words.away : words.cancel);
  gone.setAttribute("aria-label", `${gone.textContent}: ${action.words}`);
  // The list moves what stood under the finger: the second half of a double tap takes nothing back.
  const meant = () => refused || performance.now() - leftAt > DOUBLE_TAP;
  gone.addEventListener("click", () => meant() && drop(action.key).then(show));
  item.append(gone);
  return item;
}

async function show() {
  if (!(await all()).length && !sentNow.length && !document.getElementById("queue")) return localStorage.removeItem(FLAG);
  await say();
  const actions = await all();
  // From here on nothing waits, so that two changes at once never draw two lists.
  const hadFocus = document.activeElement?.closest("#queue");
  document.getElementById("queue")?.remove();
  if (!actions.length) localStorage.removeItem(FLAG);
  if (!actions.length && !sentNow.length) return;
  const box = make("section", "sg-stack shell-queue");
  box.id = "queue";
  box.tabIndex = -1;
  box.setAttribute("aria-labelledby", "queue-title");
  const waiting = actions.filter((one) => one.state === "waiting").length;
  const title = make("h2", "home-heading", waiting ? words.title.replace("{n}", waiting) : actions.length ? words.refused : words.done);
  title.id = "queue-title";
  const status = make("div", "sg-stack");
  status.setAttribute("role", "status");
  status.append(...sentNow.map((one) => make("p", "", words.sent.replace("{what}", one.words))));
  box.append(title, status);
  if (actions.length) {
    const list = make("ul", "sg-list");
    list.append(...actions.map(row));
    box.append(list);
  }
  main.prepend(box);
  if (hadFocus) box.focus(); // whoever pressed a button of the old list is not thrown to the top of the page
}

async function deliver() {
  if ((await all()).some((one) => one.state === "waiting") && navigator.onLine) {
    sentNow.push(...((await send().catch(() => null)) ?? []));
  }
  await show();
}

channel?.addEventListener("message", ({ data }) => {
  if (data.sent) sentNow.push(data.sent);
  show();
});
addEventListener("online", deliver);
addEventListener("pageshow", (event) => event.persisted && deliver());
if (document.querySelector("form[data-queue]")) say().catch(() => null); // while there is a network
deliver(); // not awaited: a press that came meanwhile need not wait for what is sent

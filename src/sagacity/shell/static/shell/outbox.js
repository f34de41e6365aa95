// Actions that wait for a network. Loaded by pages (queue.js) and by the worker (sw.js): one store, one way of sending.
(() => {
  const NAME = "sagacity-outbox";
  const MOST_TRIES = 8;
  const channel = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
  const told = (sent = null) => channel?.postMessage({ sent });

  const opened = () => new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("actions", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  async function store(mode, act) {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const work = base.transaction("actions", mode);
        const asked = act(work.objectStore("actions"));
        work.oncomplete = () => done(asked.result);
        work.onerror = work.onabort = () => failed(work.error);
      });
    } finally {
      base.close();
    }
  }

  // In the order in which they were done. States: waiting, refused (with the page that says why).
  const all = async () => (await store("readonly", (box) => box.getAll())).sort((one, other) => one.at - other.at);
  const put = (action) => store("readwrite", (box) => box.put(action)).then(() => told());
  const drop = (key) => store("readwrite", (box) => box.delete(key)).then(() => told());

  const add = ({ key, action, fields, words, page }) =>
    put({ key, action, fields, words, page, at: Date.now(), state: "waiting", tries: 0, why: "" });

  // Pages and the worker may both wake up: only one of them sends, and each action is dropped before the lock is given back.
  const send = () => (self.navigator.locks ? navigator.locks.request(NAME, each) : each());

  async function each() {
    const sent = [];
    for (const action of await all()) {
      if (action.state !== "waiting") continue;
      const outcome = await go(action).catch(() => "later");
      if (outcome === "later") break;
      if (outcome === "again") {
        await put({ ...action, tries: action.tries + 1, state: action.tries + 1 >= MOST_TRIES ? "refused" : "waiting" });
      } else if (outcome.refused !== undefined) {
        await put({ ...action, state: "refused", why: outcome.refused });
      } else {
        await drop(action.key);
        sent.push({ words: action.words, url: outcome.url });
        told(sent.at(-1)); // whoever looks at the list hears it, also when the worker was the one that sent
      }
    }
    return sent;
  }

  // The page may have been open for days: its token is old, so a new one is asked for.
  async function go(action) {
    const asked = await fetch("/queue/token.json", { cache: "no-store" });
    if (!asked.ok) return "later";
    const body = new URLSearchParams(action.fields);
    body.set("csrfmiddlewaretoken", (await asked.json()).token);
    body.set("client_key", action.key);
    const answer = await fetch(action.action, { method: "POST", body, headers: { "X-Sagacity-Queued": "1" } });
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return "again";
    const page = /text\/html/.test(answer.headers.get("Content-Type") ?? "") ? await answer.text() : "";
    const isRefused = !answer.ok || (page && (!answer.redirected || /sg-banner--error|role="alert"/.test(page)));
    return isRefused ? { refused: page.slice(0, 100000) } : { url: new URL(answer.url).pathname };
  }

  self.sagacityOutbox = { add, all, drop, put, send, channel };
})();

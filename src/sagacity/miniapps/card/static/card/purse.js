// What the phone keeps of its cards: keys that no script can read out, in IndexedDB, by the number of the card.
const NAME = "sagacity-card";
const CARDS = "cards";
const ABOUT = "about"; // how far this phone's clock is from the city's

function opened() {
  return new Promise((good, bad) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(CARDS, { keyPath: "number" });
      asked.result.createObjectStore(ABOUT);
    };
    asked.onsuccess = () => good(asked.result);
    asked.onerror = () => bad(asked.error);
  });
}

async function done(store, mode, ask) {
  const base = await opened();
  try {
    return await new Promise((good, bad) => {
      const act = base.transaction(store, mode);
      const asked = ask(act.objectStore(store));
      act.oncomplete = () => good(asked.result);
      act.onabort = act.onerror = () => bad(act.error);
    });
  } finally {
    base.close();
  }
}

export const all = () => done(CARDS, "readonly", (store) => store.getAll());
export const put = (card) => done(CARDS, "readwrite", (store) => store.put(card));
export const drop = (number) => done(CARDS, "readwrite", (store) => store.delete(number));
export const clockOffset = async () => (await done(ABOUT, "readonly", (store) => store.get("clock"))) ?? 0;
export const keepClockOffset = (seconds) => done(ABOUT, "readwrite", (store) => store.put(seconds, "clock"));

// One step, so that a phone that dies in between has the old card or the new one, never none.
export const replace = (old, card) =>
  done(CARDS, "readwrite", (store) => {
    if (old) store.delete(old);
    return store.put(card);
  });

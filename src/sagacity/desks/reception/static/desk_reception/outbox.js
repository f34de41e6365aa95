// What a device keeps between two syncs. Entries and all that is about a person lie sealed by the vault; open are the
// number of each entry, the city's public keys and its list of ended cards.
export class Outbox {
  constructor(reception) {
    this.name = `sagacity-reception-${reception}`;
    this.vault = null; // whoever opens the box gives it one
  }

  async act(mode, ask) {
    const base = await new Promise((good, bad) => {
      const asked = indexedDB.open(this.name, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("entries", { keyPath: "uuid" });
        asked.result.createObjectStore("about");
      };
      asked.onsuccess = () => good(asked.result);
      asked.onerror = () => bad(asked.error);
    });
    try {
      return await new Promise((good, bad) => {
        const act = base.transaction(["entries", "about"], mode);
        const found = ask(act.objectStore("entries"), act.objectStore("about"));
        act.oncomplete = () => good(found?.result);
        act.onabort = act.onerror = () => bad(act.error);
      });
    } finally {
      base.close();
    }
  }

  know(key) {
    return this.act("readonly", (_, about) => about.get(key));
  }

  keep(key, value) {
    return this.act("readwrite", (_, about) => about.put(value, key));
  }

  // About persons: sealed, and gone when its time is over.
  async recall(key) {
    const kept = await this.know(key);
    return kept && kept.until > Date.now() ? this.vault.unseal(kept.sealed) : undefined;
  }

  async store(key, value, seconds) {
    return this.keep(key, { until: Date.now() + seconds * 1000, sealed: await this.vault.seal(value) });
  }

  // Number and entry in one step: two tabs never write one number, and no number is left out.
  async write(entry) {
    const sealed = await this.vault.seal(entry);
    return this.act("readwrite", (entries, about) => {
      const asked = about.get("counter");
      asked.onsuccess = () => {
        const counter = (asked.result ?? 0) + 1;
        about.put(counter, "counter");
        entries.put({ uuid: entry.uuid, counter, sealed });
      };
    });
  }

  // How many wait, and how many the city did not take; known while all is locked too.
  async tally() {
    const rows = await this.act("readonly", (entries) => entries.getAll());
    const refused = rows.filter((row) => "refused" in row).length;
    return { waiting: rows.length - refused, refused };
  }

  // The entries as they were written, in their order: those that can be sent, or all that are here.
  async entries({ all = false, most = Infinity } = {}) {
    const rows = (await this.act("readonly", (entries) => entries.getAll())).sort((one, other) => one.counter - other.counter);
    const wanted = rows.filter((row) => all || !("refused" in row)).slice(0, most);
    return Promise.all(wanted.map(async ({ counter, sealed }) => ({ ...(await this.vault.unseal(sealed)), counter })));
  }

  // What the city has is dropped; what it refused stays, with the reason, and goes out as a file only.
  settle(answers) {
    return this.act("readwrite", (entries) => {
      for (const { uuid, verdict, why } of answers) {
        if (verdict !== "refused") entries.delete(uuid);
        else {
          const asked = entries.get(uuid);
          asked.onsuccess = () => asked.result && entries.put({ ...asked.result, refused: why });
        }
      }
    });
  }

  // Everything, for good: the city has ended this device.
  wipe() {
    return this.act("readwrite", (entries, about) => {
      entries.clear();
      about.clear();
    });
  }
}

const sorted = (value) => (value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value);

// The same file that checkin/files.py writes and reads.
export async function asFile(device, entries) {
  const bytes = new TextEncoder().encode(JSON.stringify(entries.map(sorted)));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return JSON.stringify({ format: "sagacity-checkin-1", device, entries, sha256 });
}

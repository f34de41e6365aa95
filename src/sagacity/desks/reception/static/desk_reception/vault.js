// What a device holds is read by nobody who finds it: sealed (AES-GCM) with a key that a PIN opens, and that no script can read out.
// The key lies wrapped twice: by what the PIN gives (PBKDF2), and by a key of this browser that never leaves it.
const ROUNDS = 310_000;
const AES = { name: "AES-GCM", length: 256 };
const FREE_TRIES = 3;
const LONGEST_WAIT = 300; // seconds

export class WrongPin extends Error {
  constructor(wait) {
    super("wrong PIN");
    this.wait = wait; // seconds until the next try
  }
}

const random = (size) => crypto.getRandomValues(new Uint8Array(size));

async function encrypt(key, bytes) {
  const iv = random(12);
  return { iv, body: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes)) };
}

const decrypt = async (key, { iv, body }) => new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, body));

async function fromPin(pin, salt) {
  const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, raw, AES, false, ["encrypt", "decrypt"]);
}

const inUse = (bytes) => crypto.subtle.importKey("raw", bytes, AES, false, ["encrypt", "decrypt"]);

export class Vault {
  constructor(box) {
    this.box = box;
    this.key = null;
  }

  get isOpen() {
    return Boolean(this.key);
  }

  async make(pin) {
    const [salt, bytes] = [random(16), random(32)];
    const own = await crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]);
    const inner = await encrypt(await fromPin(pin, salt), bytes);
    const wrapped = { iv: inner.iv, outer: await encrypt(own, inner.body) };
    this.key = await inUse(bytes);
    bytes.fill(0);
    await this.box.keep("lock", { salt, own, wrapped, fails: 0, until: 0 });
  }

  // Throws WrongPin. The try is counted before it is made, so that opening the page anew gives no more of them.
  async open(pin) {
    const lock = await this.box.know("lock");
    const now = Date.now() / 1000;
    if (now < lock.until) throw new WrongPin(Math.ceil(lock.until - now));
    const fails = lock.fails + 1;
    const wait = fails < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, 2 ** (fails - FREE_TRIES + 1));
    await this.box.keep("lock", { ...lock, fails, until: now + wait });
    const { salt, own, wrapped } = lock;
    try {
      const inner = { iv: wrapped.iv, body: await decrypt(own, wrapped.outer) };
      const bytes = await decrypt(await fromPin(pin, salt), inner);
      this.key = await inUse(bytes);
      bytes.fill(0);
    } catch {
      throw new WrongPin(wait);
    }
    await this.box.keep("lock", { ...lock, fails: 0, until: 0 });
  }

  close() {
    this.key = null;
  }

  seal(value) {
    return encrypt(this.key, new TextEncoder().encode(JSON.stringify(value)));
  }

  async unseal(sealed) {
    return JSON.parse(new TextDecoder().decode(await decrypt(this.key, sealed)));
  }
}

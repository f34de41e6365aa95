// Reads citizen cards without a network: the same verdicts, in the same order, as cards/tokens/reading.py.
// Both are held to one file of examples, cards/tests/vectors.json.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));
const LONGEST = 1200; // letters of a text
const LARGEST = 4096; // bytes behind the compression
const DEEPEST = 8;
const MOST = 256; // values of one document
const LISTED = 8; // bytes of a card's id in the list of ended cards
export const SKEW = 60; // seconds a clock may be wrong, and a code stays fresh
const KINDS = { 1: "device", 2: "child", 3: "proxy" };
const P256 = { name: "ECDSA", namedCurve: "P-256" };
const ES256 = { name: "ECDSA", hash: "SHA-256" };

export class CardRefused extends Error {
  constructor(reason, card = "") {
    super(reason);
    this.reason = reason;
    this.card = card;
  }
}

const refuse = (reason, card) => {
  throw new CardRefused(reason, card);
};
const malformed = () => refuse("malformed");

export const toText = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
export const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

// Base45 (RFC 9285). The space is a letter too: nothing is stripped.
export function base45Encode(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    const number = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
    text += ALPHABET[number % 45] + ALPHABET[Math.floor(number / 45) % 45];
    if (pair) text += ALPHABET[Math.floor(number / 2025)];
  }
  return text;
}

export function base45Decode(text) {
  if (text.length % 3 === 1) malformed();
  const values = Array.from(text, (letter) => VALUES.get(letter) ?? malformed());
  const bytes = [];
  for (let at = 0; at < values.length; at += 3) {
    const three = at + 2 < values.length;
    const number = values[at] + values[at + 1] * 45 + (three ? values[at + 2] * 2025 : 0);
    if (number > (three ? 0xffff : 0xff)) malformed();
    if (three) bytes.push(number >> 8);
    bytes.push(number & 0xff);
  }
  return Uint8Array.from(bytes);
}

// zlib (RFC 1950) with a lid on it.
async function inflate(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts = [];
  let size = 0;
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      size += value.length;
      if (size > LARGEST) break;
      parts.push(value);
    }
  } catch {
    malformed(); // no stream, cut off, or more behind it
  }
  if (size > LARGEST) {
    reader.cancel().catch(() => {});
    malformed();
  }
  return join(...parts);
}

// The little of CBOR that cards are written in (RFC 8949): one value has one spelling.
class Tagged {
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

class Cbor {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.left = MOST;
  }

  static read(bytes) {
    const reader = new Cbor(bytes);
    const value = reader.value(0);
    return reader.at === bytes.length ? value : malformed();
  }

  value(depth) {
    this.left -= 1;
    if (depth > DEEPEST || this.left < 0) malformed();
    const [kind, number] = this.head();
    if (kind === 0) return number;
    if (kind === 1) return -1 - number;
    if (kind === 2) return this.take(number);
    if (kind === 3) return this.text(number);
    if (kind === 4) return Array.from({ length: this.count(number) }, () => this.value(depth + 1));
    if (kind === 5) return this.map(this.count(number), depth);
    if (kind === 6) return new Tagged(number, this.value(depth + 1));
    return malformed();
  }

  head() {
    const [first] = this.take(1);
    const short = first & 31;
    if (short < 24) return [first >> 5, short];
    if (short > 27) malformed();
    const size = 1 << (short - 24);
    const number = this.take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    const least = [24, 0x100, 0x10000, 0x100000000][short - 24];
    if (number < least || number > Number.MAX_SAFE_INTEGER) malformed();
    return [first >> 5, number];
  }

  take(size) {
    if (this.at + size > this.bytes.length) malformed();
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  text(size) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.take(size));
    } catch {
      return malformed();
    }
  }

  count(number) {
    return number > this.left ? malformed() : number;
  }

  map(size, depth) {
    const found = new Map();
    let before = "";
    for (let each = 0; each < size; each += 1) {
      const start = this.at;
      const key = this.value(depth + 1);
      if (typeof key !== "number") malformed();
      const spelled = hex(this.bytes.subarray(start, this.at));
      if (spelled <= before) malformed();
      before = spelled;
      found.set(key, this.value(depth + 1));
    }
    return found;
  }
}

const asBytes = (value, size) => (value instanceof Uint8Array && (!size || value.length === size) ? value : malformed());
const asMap = (value) => (value instanceof Map ? value : malformed());
const asList = (value, size) => (Array.isArray(value) && value.length === size ? value : malformed());
const asNumber = (value) => (typeof value === "number" && value >= 0 && value <= 0xffffffff ? value : malformed());
const asText = (value, most = 400) => (typeof value === "string" && [...value].length <= most ? value : malformed());
const has = (map, ...keys) => map.size === keys.length && keys.every((key) => map.has(key));

function head(kind, number) {
  const first = kind << 5;
  if (number < 24) return [first + number];
  if (number < 0x100) return [first + 24, number];
  if (number < 0x10000) return [first + 25, number >> 8, number & 0xff];
  return [first + 26, ...[24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff)];
}
const string = (bytes) => join(head(2, bytes.length), bytes);

// COSE_Sign1 (RFC 9052) with ES256 and nothing else.
const OF_A_PHONE = Uint8Array.of(0xa1, 1, 0x26);
const withKid = (kid) => join([0xa2, 1, 0x26, 4, 0x48], kid);
const SIGNATURE1 = new TextEncoder().encode("Signature1");
const toBeSigned = (signed) => join([0x84, 0x6a], SIGNATURE1, string(signed.protected), string(signed.aad), string(signed.payload));

function readSigned(bytes) {
  const tagged = Cbor.read(bytes);
  if (!(tagged instanceof Tagged) || tagged.tag !== 18) malformed();
  const [first, unsigned, payload, signature] = asList(tagged.value, 4);
  const header = asBytes(first);
  if (asMap(unsigned).size) malformed();
  const signed = { protected: header, payload: asBytes(payload), signature: asBytes(signature, 64), aad: new Uint8Array(), kid: "" };
  if (!same(header, OF_A_PHONE)) {
    const said = asMap(Cbor.read(header));
    if (!has(said, 1, 4) || said.get(1) !== -7) malformed();
    signed.kid = toText(asBytes(said.get(4), 8));
  }
  return signed;
}

const keyOf = (x, y) => crypto.subtle.importKey("raw", join([4], x, y), P256, false, ["verify"]);
const fits = (key, signed) => crypto.subtle.verify(ES256, key, signed.signature, toBeSigned(signed));

// What a card says (CWT, RFC 8392), with the key of the phone (RFC 8747).
const OURS = -65537;

function readClaims(payload) {
  const said = asMap(Cbor.read(payload));
  if (!has(said, 1, 4, 6, 7, 8, OURS)) malformed();
  const confirmation = asMap(said.get(8));
  const key = asMap(confirmation.get(1));
  if (!has(confirmation, 1) || !has(key, 1, -1, -2, -3) || key.get(1) !== 2 || key.get(-1) !== 1) malformed();
  const ours = asMap(said.get(OURS));
  if ([...ours.keys()].some((each) => ![0, 1, 2, 3].includes(each))) malformed();
  return {
    issuer: asText(said.get(1), 20),
    id: asBytes(said.get(7), 16),
    kind: KINDS[asNumber(ours.get(0))] ?? malformed(),
    issued: asNumber(said.get(6)),
    expires: asNumber(said.get(4)),
    x: asBytes(key.get(-2), 32),
    y: asBytes(key.get(-3), 32),
    name: asText(ours.get(1) ?? ""),
    birthDate: asNumber(ours.get(2) ?? 0),
    address: asText(ours.get(3) ?? ""),
  };
}

async function readShown(text) {
  if ([...text].length > LONGEST || !text.startsWith("SG2:")) malformed();
  const signed = readSigned(await inflate(base45Decode(text.slice(4))));
  const [card, at] = asList(Cbor.read(signed.payload), 2);
  if (signed.kid) malformed();
  return { card: asBytes(card), at: asNumber(at), signed };
}

// The card on paper: version, key name, card id, days from and to since 2020, city.
const EPOCH = 1577836800;
const DAY = 86400;

function readPrinted(text) {
  const bytes = base45Decode(text.slice(5));
  if (bytes.length !== 96 || bytes[0] !== 1) malformed();
  const kid = bytes.subarray(1, 9);
  const days = (at) => EPOCH + (bytes[at] * 256 + bytes[at + 1]) * DAY;
  return {
    issuer: String((bytes[29] << 16) + (bytes[30] << 8) + bytes[31]).padStart(6, "0"),
    id: bytes.subarray(9, 25),
    issued: days(25),
    expires: days(27),
    signed: {
      protected: withKid(kid),
      payload: bytes.subarray(0, 32),
      signature: bytes.subarray(32),
      aad: new TextEncoder().encode("SG2P"),
      kid: toText(kid),
    },
  };
}

// Codes shown here before, as long as they would still be fresh. A page that must survive a restart gives its own.
export class Seen {
  constructor(keep = 180) {
    this.keep = keep;
    this.shown = new Map();
  }

  isNew(card, shown, at) {
    for (const [pair, seen] of this.shown) if (this.shown.size > 1000 && seen + this.keep < at) this.shown.delete(pair);
    const pair = `${card} ${shown}`;
    if (this.shown.has(pair)) return false;
    this.shown.set(pair, at);
    return true;
  }
}

// What a reader carries: its city, the city's public keys [{kid, x, y}], the first bytes of ended cards' ids.
export class Reader {
  constructor({ issuer, keys, ended = [] }) {
    this.issuer = issuer;
    this.keys = new Map(keys.map((key) => [key.kid, keyOf(fromText(key.x), fromText(key.y))]));
    this.ended = new Set(ended);
  }

  // {card, kind, fresh, shown, expires, name, birthDate, address}; throws CardRefused. `at` in seconds.
  async read(scanned, { at, seen = null }) {
    const text = scanned.replace(/[\r\n]+$/, "");
    if (text.startsWith("SG2P:")) return this.readPrinted(readPrinted(text), at);
    const shown = await readShown(text);
    const signed = readSigned(shown.card);
    const said = readClaims(signed.payload);
    await this.check(said.issuer, signed);
    const card = toText(said.id);
    const phone = await keyOf(said.x, said.y).catch(() => refuse("bad_signature"));
    if (!(await fits(phone, shown.signed))) refuse("bad_signature", card);
    this.checkTimes(said, at);
    if (Math.abs(at - shown.at) > SKEW) refuse("stale", card);
    if (seen && !seen.isNew(card, shown.at, at)) refuse("replayed", card);
    const { kind, expires, name, birthDate, address } = said;
    return { card, kind, fresh: true, shown: shown.at, expires, name, birthDate, address };
  }

  async readPrinted(said, at) {
    await this.check(said.issuer, said.signed);
    this.checkTimes(said, at);
    return { card: toText(said.id), kind: "printed", fresh: false, shown: null, expires: said.expires, name: "", birthDate: 0, address: "" };
  }

  async check(issuer, signed) {
    if (issuer !== this.issuer) refuse("foreign");
    const key = await (this.keys.get(signed.kid) ?? refuse("unknown_key"));
    if (!(await fits(key, signed))) refuse("bad_signature");
  }

  checkTimes(said, at) {
    const card = toText(said.id);
    if (said.issued > at + SKEW) refuse("not_yet", card);
    if (said.expires <= at) refuse("expired", card);
    if (this.ended.has(toText(said.id.subarray(0, LISTED)))) refuse("revoked", card);
  }
}

// The signed list of ended cards: {issuer, made, ended}; null when no key of the city has signed it.
export async function readList(signedText, keys) {
  try {
    const signed = readSigned(fromText(signedText));
    const found = keys.find((key) => key.kid === signed.kid);
    if (!found || !(await fits(await keyOf(fromText(found.x), fromText(found.y)), signed))) return null;
    const said = asMap(Cbor.read(signed.payload));
    const ids = asBytes(said.get(-65538));
    const ended = Array.from({ length: ids.length / LISTED }, (_, at) => toText(ids.subarray(at * LISTED, (at + 1) * LISTED)));
    return { issuer: asText(said.get(1)), made: asNumber(said.get(6)), ended };
  } catch (problem) {
    if (problem instanceof CardRefused) return null;
    throw problem;
  }
}

// What the code of a card is now: the card and the time, signed by the phone's own key.
export async function show(card, { at, privateKey }) {
  const payload = join([0x82], string(card), head(0, at));
  const signed = { protected: OF_A_PHONE, payload, aad: new Uint8Array() };
  const signature = new Uint8Array(await crypto.subtle.sign(ES256, privateKey, toBeSigned(signed)));
  const message = join([0xd2, 0x84], string(OF_A_PHONE), [0xa0], string(payload), string(signature));
  return `SG2:${base45Encode(await shrink(message))}`;
}

async function shrink(bytes) {
  const plain = stored(bytes);
  if (!("CompressionStream" in globalThis)) return plain;
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  const small = new Uint8Array(await new Response(stream).arrayBuffer());
  return small.length < plain.length ? small : plain;
}

// zlib that only wraps: signatures do not shrink, and older browsers cannot compress.
function stored(bytes) {
  let one = 1;
  let two = 0;
  for (const byte of bytes) {
    one = (one + byte) % 65521;
    two = (two + one) % 65521;
  }
  const size = [bytes.length & 0xff, bytes.length >> 8];
  return join([0x78, 0x01, 0x01], size, size.map((byte) => byte ^ 0xff), bytes, [two >> 8, two & 0xff, one >> 8, one & 0xff]);
}

// The second half of the typed code: five letters of an HMAC over the half minute.
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export async function shortCode(handle, secretKey, at) {
  const step = new Uint8Array(8);
  new DataView(step.buffer).setUint32(4, Math.floor(at / 30));
  const digest = new DataView(await crypto.subtle.sign("HMAC", secretKey, step));
  const number = digest.getUint32(0);
  const half = [0, 5, 10, 15, 20].map((shift) => LETTERS[(number >>> shift) & 31]).join("");
  return `${handle}-${half}`;
}

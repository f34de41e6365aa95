// Reading cards: what the page says of each, big and at once, and what it writes down.
const MINUTE = 60;
const CODE = /^[0-9A-Z]{10}$/;

// The code under a picture, as somebody typed it; empty where the text is none.
const codeOf = (text) => {
  const said = text.normalize("NFKC").toUpperCase().replace(/[-‐ー\s]/g, "");
  return CODE.test(said) ? said : "";
};

export class Readings {
  // `city()` is {reader, now}: the reader with the newest keys, and the city's time; `wrote()` follows each entry.
  constructor({ root, words, box, sg2, post, city, wrote }) {
    Object.assign(this, { root, words, box, sg2, post, city, wrote });
    this.paths = root.dataset;
    this.latest = ""; // what was written down last, and of which card
    this.seen = new sg2.Seen();
    this.turn = 0; // a late answer about somebody before does not stand for this one
  }

  async begin() {
    this.seen = new this.sg2.Seen();
    for (const [card, shown, when] of (await this.box.recall("seen")) ?? []) this.seen.isNew(card, shown, when);
  }

  get kind() {
    return this.root.querySelector("[name=kind]:checked").value;
  }

  say(id, text) {
    this.root.querySelector(`#${id}`).textContent = text;
  }

  show(look, title, next = "") {
    this.root.querySelector("#result").className = `sg-banner sg-banner--${look}`;
    for (const icon of this.root.querySelectorAll("[data-look]")) icon.hidden = icon.dataset.look !== look;
    this.say("result-title", title);
    this.say("result-next", next);
    this.say("result-who", "");
    if (look !== "info") navigator.vibrate?.(look === "error" ? [80, 80, 80] : 120);
  }

  refuse(reason) {
    const [title, next] = this.words.reasons[reason] ?? this.words.reasons.malformed;
    this.show("error", title, next);
  }

  async write(entry) {
    await this.box.write({ uuid: crypto.randomUUID(), clock: new Date().toISOString(), ...entry });
  }

  // The text of a picture, from a camera or a hand reader; or a typed code.
  async take(text, { isHeld = false } = {}) {
    const { reader, now } = this.city();
    if (!reader) return this.show("error", this.words.no_keys);
    if (!isHeld) this.show("info", this.words.reading); // what was said about the person before does not stand for this one
    const turn = (this.turn += 1);
    try {
      const code = codeOf(text);
      if (code) await this.takeCode(code, turn);
      else await this.takePicture(text, { reader, now, isHeld, turn });
    } catch (problem) {
      if (problem instanceof this.sg2.CardRefused) this.refuse(problem.reason);
      else this.show("error", ...this.words.not_kept); // the browser could not write it down
    }
    await this.wrote();
  }

  async takePicture(text, { reader, now, isHeld, turn }) {
    const found = await reader.read(text, { at: now, seen: this.seen });
    const { kind } = this;
    if (isHeld && this.latest === kind + found.card) return; // one phone, held up until its next picture
    this.latest = kind + found.card;
    const way = found.fresh ? "picture" : "paper";
    await this.write({ kind, way, card: found.card, token: text, ...(found.shown ? { code: found.shown } : {}) });
    if (found.shown) await this.remember([found.card, found.shown, now], now);
    this.good(kind, found.fresh);
    this.tellWho(found, turn);
  }

  async takeCode(code, turn) {
    const { kind } = this;
    const said = navigator.onLine ? await this.post(this.paths.code, { code }).then((answer) => (answer.ok && !answer.redirected ? answer.json() : null)).catch(() => null) : null;
    if (said?.reason) return this.refuse(said.reason);
    await this.write({ kind, way: "code", ...(said ? { card: said.card } : { token: code }) });
    if (!said) return this.show("warning", this.words[kind], this.words.code_later);
    this.good(kind, said.fresh);
    this.tellWho({ card: said.card }, turn);
  }

  good(kind, isFresh) {
    if (isFresh) this.show("success", this.words[kind]);
    else this.show("warning", this.words[kind], this.words.paper);
  }

  async remember(one, now) {
    const before = ((await this.box.recall("seen")) ?? []).filter(([, , when]) => when + 3 * MINUTE > now);
    await this.box.store("seen", [...before, one], 3 * MINUTE);
  }

  // No more than the reception is for: nothing, the name, or name, birth date and address.
  async tellWho({ card, name = "", birthDate = 0, address = "" }, turn) {
    const { asks } = this.paths;
    if (asks === "nothing") return;
    let who = { name, birth_date: birthDate ? String(birthDate).replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3") : "", address };
    if (!name && navigator.onLine) who = await this.post(this.paths.person, { card }).then((answer) => (answer.ok && !answer.redirected ? answer.json() : who)).catch(() => who);
    if (turn !== this.turn) return;
    this.say("result-who", [who.name, ...(asks === "facts" ? [who.birth_date, who.address] : [])].filter(Boolean).join("　"));
  }
}

// The lock of the scanner: a name and a PIN at the beginning, the PIN again whenever the page was left or lay unused.
const at = (id) => document.getElementById(id);

export class Lock {
  // `enrolled(name)` makes the device and says whether that went well; `opened()` and `closed()` follow the lock.
  constructor({ box, vault, words, minutes, enrolled, opened, closed }) {
    Object.assign(this, { box, vault, words, minutes, enrolled, opened, closed });
    this.used = Date.now();
    at("enrol").addEventListener("submit", (event) => this.enrol(event));
    at("unlock").addEventListener("submit", (event) => this.unlock(event));
    at("lock").addEventListener("click", () => this.close());
    for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => this.touch());
    setInterval(() => vault.isOpen && Date.now() - this.used > minutes * 60_000 && this.close(), 5000);
  }

  touch() {
    this.used = Date.now();
  }

  async show() {
    const isMade = Boolean((await this.box.know("device")) && (await this.box.know("lock")));
    at("enrol").hidden = isMade;
    at("unlock").hidden = !isMade || this.vault.isOpen;
    at("reading").hidden = !this.vault.isOpen;
    if (!at("unlock").hidden) at("pin-again").focus();
  }

  async enrol(event) {
    event.preventDefault();
    const pin = at("pin").value;
    if (pin !== at("pin-twice").value) return this.say("enrol-said", this.words.pin.differs);
    if (!(await this.enrolled(at("device-name").value))) return this.say("enrol-said", this.words.not_enrolled);
    await this.vault.make(pin);
    event.target.reset();
    await this.begin();
  }

  async unlock(event) {
    event.preventDefault();
    const pin = at("pin-again").value;
    event.target.reset();
    this.say("unlock-said", "");
    try {
      await this.vault.open(pin);
    } catch (problem) {
      const { wait } = problem;
      return this.say("unlock-said", wait ? this.words.pin.wait.replace("{n}", wait) : this.words.pin.wrong);
    }
    await this.begin();
  }

  async begin() {
    this.touch();
    await this.show();
    await this.opened();
  }

  async close() {
    this.vault.close();
    await this.show();
    this.closed();
  }

  say(id, text) {
    at(id).textContent = text;
  }
}

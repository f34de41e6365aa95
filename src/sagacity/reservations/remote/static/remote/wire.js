// Says and hears what a call is about. After a break what was missed comes by itself, and what could not be said is said.
const AGAIN = 1500; // milliseconds until the next try
const SILENCE = 40000; // the house says something every 15 seconds: longer is a break

export const fresh = () => [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");

export class Wire {
  // `hear(message, isNews)` gets each message once, in order; `state("open" | "lost" | "over", waiting)` says how it stands.
  constructor({ address, hear, state }) {
    Object.assign(this, { address, hear, state, last: 0, out: [], isNews: false, isSending: false, isOver: false });
    addEventListener("online", () => this.open());
    addEventListener("offline", () => this.lose());
    addEventListener("pagehide", () => this.source?.close());
    addEventListener("pageshow", (event) => event.persisted && this.open());
  }

  open() {
    this.source?.close();
    clearTimeout(this.again);
    if (this.isOver) return;
    const source = new EventSource(`${this.address}?since=${this.last}`);
    this.source = source;
    source.onmessage = (event) => { this.alive(); this.take(JSON.parse(event.data)); };
    source.addEventListener("caught_up", () => { this.alive(); this.isNews = true; this.isLost = false; this.tell(); this.pump(); });
    source.addEventListener("alive", () => this.alive());
    source.addEventListener("over", () => this.end());
    source.onerror = () => this.lose();
  }

  take(message) {
    if (message.number <= this.last) return;
    this.last = message.number;
    this.hear(message, this.isNews);
  }

  alive() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lose(), SILENCE);
  }

  lose() {
    if (this.isOver) return;
    this.source?.close();
    clearTimeout(this.silence);
    clearTimeout(this.again);
    this.isLost = true;
    this.tell();
    this.again = setTimeout(() => this.open(), AGAIN);
  }

  end() {
    this.isOver = true;
    this.source?.close();
    clearTimeout(this.silence);
    clearTimeout(this.again);
    this.state("over", 0);
  }

  tell() {
    this.state(this.isLost ? "lost" : "open", this.out.filter((one) => one.kind === "text").length);
  }

  say(kind, body, to = "") {
    this.out.push({ id: fresh(), kind, body, to });
    this.pump();
  }

  // One after the other: what is said twice because an answer was lost counts once.
  async pump() {
    if (this.isSending) return;
    this.isSending = true;
    while (this.out.length && !this.isOver) {
      const status = await this.post(this.out[0]);
      if (status === 0 || status === 429 || status >= 500) {
        this.tell();
        setTimeout(() => this.pump(), AGAIN);
        break;
      }
      this.out.shift();
      if (status === 404) this.end();
    }
    this.isSending = false;
    if (!this.isOver) this.tell();
  }

  async post(said) {
    try {
      const answer = await fetch(this.address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said) });
      return answer.status;
    } catch {
      return 0;
    }
  }
}

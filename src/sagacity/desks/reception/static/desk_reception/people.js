// People without a card, without a network: families by name, heads by number, and whoever goes out again.
const DAY = 24 * 60 * 60;
const SHOWN = 50; // lines of the list

export class People {
  constructor({ root, words, box, readings, post }) {
    Object.assign(this, { root, words, box, readings, post });
    const on = (id, name, act) => this.part(id)?.addEventListener(name, act);
    on("family", "submit", (event) => this.takeFamily(event));
    on("one-more", "click", () => this.addMember(true));
    on("heads", "submit", (event) => this.takeHeads(event));
    on("fewer", "click", () => this.step(-1));
    on("more", "click", () => this.step(1));
    on("find", "input", () => this.list());
    on("copy", "submit", (event) => this.copyRoster(event));
  }

  part(id) {
    return this.root.querySelector(`#${id}`);
  }

  async begin() {
    if (this.part("members") && !this.part("members").children.length) this.addMember(false);
    this.part("people").value = (await this.box.know("heads")) ?? 0;
    await this.list();
  }

  addMember(isAsked = true) {
    const many = this.part("members").children.length + 1;
    const row = this.part("member").content.cloneNode(true);
    row.querySelector("legend").textContent = this.words.member.replace("{n}", many);
    for (const label of row.querySelectorAll("label")) {
      const field = row.querySelector(`[data-field=${label.dataset.for}]`);
      field.id = label.htmlFor = `${label.dataset.for}-${many}`;
    }
    this.part("members").append(row);
    if (isAsked) this.part("members").lastElementChild.querySelector("input").focus();
  }

  async takeFamily(event) {
    event.preventDefault();
    const of = (row) => Object.fromEntries([...row.querySelectorAll("[data-field]")].map((field) => [field.dataset.field, field.value.trim()]).filter(([, value]) => value));
    const shared = of(this.part("shared") ?? document.createElement("p"));
    const members = [...this.part("members").children].map(of);
    if (!members.every(({ name }) => name)) return this.readings.show("error", this.words.no_name);
    if (members.length > 1) shared.household ||= this.words.household.replace("{name}", members[0].name);
    const written = [];
    try {
      for (const member of members) {
        const uuid = crypto.randomUUID();
        await this.readings.write({ uuid, kind: "check_in", way: "form", visitor: { ...member, ...shared } });
        written.push({ person: `visitor:${uuid}`, name: member.name, household: shared.household ?? "" });
      }
    } catch {
      this.readings.show("error", ...this.words.not_kept);
      return this.keepGuests(written);
    }
    await this.keepGuests(written);
    event.target.reset();
    this.part("members").replaceChildren();
    this.addMember(false);
    this.readings.show("success", this.words.family.replace("{n}", members.length));
    await this.readings.wrote();
  }

  async takeHeads(event) {
    event.preventDefault();
    const people = Number(this.part("people").value);
    await this.readings.write({ kind: "head_count", people });
    await this.box.keep("heads", people);
    this.readings.show("success", this.words.heads.replace("{n}", people));
    await this.readings.wrote();
  }

  step(by) {
    const field = this.part("people");
    field.value = Math.max(0, Number(field.value) + by);
  }

  async keepGuests(more) {
    await this.box.store("guests", [...((await this.box.recall("guests")) ?? []), ...more], 2 * DAY);
    await this.list();
  }

  // The roster of the city, as of now: for a day, sealed, and only with a purpose.
  async copyRoster(event) {
    event.preventDefault();
    const answer = await this.post(this.root.dataset.roster, { purpose: this.part("copy-purpose").value }).catch(() => null);
    if (!answer?.ok || answer.redirected) return this.part("copied").replaceChildren(this.words.not_copied);
    const { guests } = await answer.json();
    await this.box.store("roster", guests, DAY);
    this.part("copied").textContent = this.words.copied.replace("{n}", guests.length);
    await this.list();
  }

  async list() {
    if (!this.part("guests")) return;
    const gone = new Set((await this.box.recall("gone")) ?? []);
    const all = [...((await this.box.recall("roster")) ?? []), ...((await this.box.recall("guests")) ?? [])];
    const here = [...new Map(all.map((one) => [one.person, one])).values()].filter((one) => !gone.has(one.person));
    const wanted = this.part("find").value.trim();
    const found = here.filter((one) => !wanted || `${one.name} ${one.household}`.includes(wanted));
    this.part("guests").replaceChildren(...found.slice(0, SHOWN).map((one) => this.row(one, here)));
    this.part("nobody").hidden = found.length > 0;
  }

  row(guest, here) {
    const row = this.part("guest").content.cloneNode(true);
    row.querySelector(".sg-list__title").textContent = guest.name;
    row.querySelector(".sg-list__note").textContent = guest.household;
    const [one, all] = row.querySelectorAll("button");
    one.addEventListener("click", () => this.leave([guest]));
    const family = guest.household ? here.filter(({ household }) => household === guest.household) : [];
    all.hidden = family.length < 2;
    all.addEventListener("click", () => this.leave(family));
    return row;
  }

  async leave(guests) {
    for (const { person } of guests) await this.readings.write({ kind: "check_out", way: "form", person });
    await this.box.store("gone", [...((await this.box.recall("gone")) ?? []), ...guests.map(({ person }) => person)], 2 * DAY);
    this.readings.show("success", this.words.check_out, guests.map(({ name }) => name).join("、"));
    await this.list();
    await this.readings.wrote();
  }
}

// The switch for notices on this device. Without scripts, or where a browser cannot, the words beside it say what else there is.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const post = (form, path, body) => fetch(path, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  body: JSON.stringify(body),
});
const isFor = (found, key) => {
  const own = found.options?.applicationServerKey;
  return !own || String(new Uint8Array(own)) === String(bytes(key));
};
const APPLE = /iPhone|iPad/.test(navigator.userAgent) && !matchMedia("(display-mode: standalone)").matches;

class Switch {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.on = form.querySelector("[data-push-on]");
    this.off = form.querySelector("[data-push-off]");
    this.line = form.querySelector("[data-push-state]");
    this.on.addEventListener("click", () => this.act(() => this.subscribe()));
    this.off.addEventListener("click", () => this.act(() => this.unsubscribe()));
  }

  show(state, trouble = "") {
    this.form.dataset.push = state;
    this.line.textContent = trouble || this.words[`say${state[0].toUpperCase()}${state.slice(1)}`];
    this.on.hidden = state !== "off";
    this.off.hidden = state !== "on";
  }

  async act(what) {
    this.on.disabled = this.off.disabled = true;
    try {
      await what();
    } catch (problem) {
      console.warn("notices:", problem.name, problem.message);
      await this.look(this.words.sayFailed);
    } finally {
      this.on.disabled = this.off.disabled = false;
    }
  }

  async look(trouble = "") {
    if (APPLE && !("PushManager" in window)) return this.show("apple");
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return this.show("unsupported");
    if (Notification.permission === "denied") return this.show("denied");
    this.city ??= await (await fetch("/push/key.json", { cache: "no-store" })).json();
    const found = await (await this.worker()).pushManager.getSubscription();
    // The city has changed its key: a subscription that was made for the old one is made anew, unasked.
    if (found && this.city.on && !trouble && !isFor(found, this.city.key)) return this.subscribe();
    this.show(found && this.city.on ? "on" : "off", trouble);
  }

  async worker() {
    await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    return navigator.serviceWorker.ready;
  }

  async subscribe() {
    if ((await Notification.requestPermission()) === "denied") return this.show("denied");
    const { pushManager } = await this.worker();
    // One that is left from before may be made for another key, or be dead already.
    await (await pushManager.getSubscription())?.unsubscribe();
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(this.city.key) });
    const answer = await post(this.form, "/push/subscribe/", made.toJSON());
    if (!answer.ok) {
      await made.unsubscribe();
      throw new Error(`the city answers ${answer.status}`);
    }
    this.city.on = true;
    this.show("on");
  }

  async unsubscribe() {
    const answer = await post(this.form, "/push/unsubscribe/", {});
    if (!answer.ok) throw new Error(`the city answers ${answer.status}`);
    await (await (await this.worker()).pushManager.getSubscription())?.unsubscribe();
    this.city.on = false;
    this.show("off");
  }
}

for (const form of document.querySelectorAll("form[data-push]")) {
  const one = new Switch(form);
  one.look().catch(() => one.show("unsupported"));
}

// Passkeys are made and used by the browser itself; these lines carry questions and answers between it and us.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

class Passkeys {
  constructor(box) {
    this.box = box;
    this.line = box.querySelector("[data-passkeys-line]");
    this.buttons = box.querySelectorAll("[data-passkey]");
    const off = box.querySelector("[data-passkeys-off]");
    if (!off) return;
    if (!window.PublicKeyCredential) {
      off.textContent = box.dataset.sayNone;
      return;
    }
    box.querySelector("[data-passkeys-on]").hidden = false;
    for (const button of this.buttons) button.addEventListener("click", () => this.act(button.dataset.passkey));
  }

  async act(what) {
    this.wait(true, this.box.dataset.sayWorking);
    try {
      const asked = await this.post(what === "new" ? "new.json" : "ask.json", {});
      if (asked.next) return location.assign(asked.next);
      const answer = what === "new" ? await this.make(asked.publicKey) : await this.use(asked.publicKey);
      const name = this.box.querySelector("[data-passkeys-name]")?.value ?? "";
      const done = await this.post(what === "new" ? "add.json" : "use.json", { answer, name, next: this.box.dataset.next });
      location.assign(done.next);
    } catch (problem) {
      this.wait(false, problem.said ?? (problem.name === "TypeError" ? this.box.dataset.sayFailed : this.box.dataset.sayCancelled));
    }
  }

  async make(asked) {
    const user = { ...asked.user, id: toBytes(asked.user.id) };
    const excludeCredentials = (asked.excludeCredentials ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));
    const made = await navigator.credentials.create({ publicKey: { ...asked, challenge: toBytes(asked.challenge), user, excludeCredentials } });
    const { clientDataJSON, attestationObject } = made.response;
    return this.said(made, { clientDataJSON: toText(clientDataJSON), attestationObject: toText(attestationObject) });
  }

  async use(asked) {
    const allowCredentials = (asked.allowCredentials ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));
    const used = await navigator.credentials.get({ publicKey: { ...asked, challenge: toBytes(asked.challenge), allowCredentials } });
    const { clientDataJSON, authenticatorData, signature, userHandle } = used.response;
    return this.said(used, {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null,
    });
  }

  said(credential, response) {
    return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults(), response };
  }

  async post(name, body) {
    const path = this.box.dataset.at + name;
    const token = this.box.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(path), { said: said.problem });
    return said;
  }

  wait(busy, words) {
    for (const button of this.buttons) button.disabled = busy;
    this.line.textContent = words;
  }
}

for (const box of document.querySelectorAll("[data-passkeys]")) new Passkeys(box);

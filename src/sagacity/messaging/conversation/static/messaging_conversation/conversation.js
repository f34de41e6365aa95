// Pages of a conversation hear that something happened and ask for it; without scripts they are loaded anew.
const page = document.querySelector("[data-conversation]");
const said = page.querySelector("[data-said]");
const typing = page.querySelector("[data-typing]");
const box = typing?.querySelector("textarea");
const voice = page.querySelector("[data-voice]");
const ASK_EVERY = 3000;

const isWriting = () => Boolean(box?.value) || (said.contains(document.activeElement) && document.activeElement.tagName === "TEXTAREA");
const newest = () => said.querySelector("[data-number]")?.dataset.number;

// Voices of the device itself: nothing is asked of another host.
const words = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("rt, rp").forEach((one) => one.remove());
  return copy.textContent;
};
const voiceFor = (language) => speechSynthesis.getVoices().find((one) => one.localService && one.lang.replace("_", "-").toLowerCase().startsWith(language.split("-")[0].toLowerCase()));
const speak = (element) => {
  if (voice?.getAttribute("aria-pressed") !== "true" || !element) return;
  const found = voiceFor(element.lang);
  const without = page.querySelector("[data-no-voice]");
  if (without) without.hidden = Boolean(found);
  if (!found) return;
  const utterance = new SpeechSynthesisUtterance(words(element));
  utterance.lang = found.lang;
  utterance.voice = found;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
};

// Readers of the screen hear the newest words alone, not the whole list again.
const announce = (element) => {
  const line = page.querySelector("[data-announce]");
  if (!line || !element) return;
  line.lang = element.lang;
  line.textContent = words(element);
};

const offerCopies = () => {
  if (!navigator.clipboard) return;
  said.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
};

// Only what changed is put in its place: a translation that is just being mended stays open.
const looks = (row) => `${row.className} ${row.textContent}`;
const show = (fresh) => {
  if (said.tagName !== "OL") { said.replaceChildren(...fresh.childNodes); return; }
  const old = new Map([...said.children].map((row) => [row.dataset.number, row]));
  let before = null;
  for (const row of [...fresh.children]) {
    const known = old.get(row.dataset.number);
    old.delete(row.dataset.number);
    const stays = known && (known.querySelector("details[open]") || looks(known) === looks(row));
    if (known && !stays) known.replaceWith(row);
    if (!known) said.insertBefore(row, before ? before.nextSibling : said.firstChild);
    before = stays ? known : row;
  }
  old.forEach((row) => row.remove());
};

let last = newest();
let asked = 0;
const refresh = async () => {
  const turn = ++asked;
  let answer;
  try {
    answer = await fetch(page.dataset.part, { headers: { Accept: "text/html" } });
  } catch { return; }
  if (turn !== asked) return; // a later question was asked meanwhile
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const state = fresh.querySelector("[data-state]")?.dataset.state;
  if (state === "ended" || (state && state !== page.dataset.state && !isWriting())) { location.reload(); return; }
  show(fresh.querySelector("[data-fresh]"));
  offerCopies();
  if (newest() !== last) {
    last = newest();
    announce(said.querySelector("[data-say]"));
    speak(said.querySelector("[data-theirs]:first-child [data-say]"));
  }
};

const listen = () => {
  const source = new EventSource(page.dataset.live);
  let asking = 0;
  source.addEventListener("message", () => {
    clearInterval(asking);
    asking = 0;
    refresh();
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED && !asking) {
      asking = setInterval(refresh, ASK_EVERY);
      refresh();
    }
  });
};

// A press is sent without leaving the page; where that fails, the browser sends it as a page.
const renewed = (once) => `${crypto.randomUUID()}-${once.split("-").pop()}`;
page.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-quiet]");
  if (!form || form.dataset.plain) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), headers: { "X-Quiet": "1" } });
  } catch { answer = null; }
  delete form.dataset.busy;
  if (!answer || answer.status !== 204) {
    form.dataset.plain = "1";
    form.requestSubmit(event.submitter);
    return;
  }
  const once = form.querySelector("[name=once]");
  if (once && "randomUUID" in crypto) once.value = renewed(once.value);
  if (form === typing) { box.value = ""; typing.querySelector("[name=spoken]").value = ""; heard(""); }
  document.activeElement?.closest(".talk-mend")?.removeAttribute("open");
  if (said.contains(document.activeElement)) document.activeElement.blur();
  refresh();
});

const heard = (text) => { typing.querySelector("[data-heard]").textContent = text; };
const record = page.querySelector("[data-record]");
let recorder = null;
const send = async (recording) => {
  heard(record.dataset.working);
  let answer;
  try {
    const token = typing.querySelector("[name=csrfmiddlewaretoken]").value;
    answer = await fetch(record.dataset.record, { method: "POST", body: recording, headers: { "Content-Type": recording.type, "X-CSRFToken": token } });
  } catch { answer = null; }
  if (answer?.status === 410) { location.reload(); return; }
  if (answer?.status === 422) { heard(record.dataset.silent); return; }
  if (!answer?.ok) { heard(record.dataset.away); return; }
  box.value = (await answer.json()).text;
  typing.querySelector("[name=spoken]").value = "1";
  heard(record.dataset.look);
  box.focus();
};
const begin = async () => {
  let sound;
  try { sound = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch { heard(record.dataset.denied); return; }
  const pieces = [];
  recorder = new MediaRecorder(sound);
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    sound.getTracks().forEach((track) => track.stop());
    send(new Blob(pieces, { type: recorder.mimeType }));
    recorder = null;
  });
  recorder.start();
  setTimeout(() => recorder?.state === "recording" && stop(), 60_000);
};
const label = record?.querySelector("span");
const rest = label?.textContent;
const stop = () => { label.textContent = rest; record.setAttribute("aria-pressed", "false"); recorder.stop(); };
if (record && "MediaRecorder" in window && navigator.mediaDevices) {
  record.hidden = false;
  record.setAttribute("aria-pressed", "false");
  record.addEventListener("click", async () => {
    if (recorder) { stop(); return; }
    await begin();
    if (recorder) { label.textContent = record.dataset.stop; record.setAttribute("aria-pressed", "true"); }
  });
}

if (voice && "speechSynthesis" in window) {
  voice.hidden = false;
  speechSynthesis.getVoices(); // some browsers load them when first asked
  voice.addEventListener("click", () => {
    const on = voice.getAttribute("aria-pressed") !== "true";
    voice.setAttribute("aria-pressed", String(on));
    speak(said.querySelector("[data-theirs] [data-say]"));
  });
}

said.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try { await navigator.clipboard.writeText(words(button.closest("[data-number]").querySelector("[data-say]"))); } catch { return; }
  button.textContent = "✓";
});
offerCopies();
listen();

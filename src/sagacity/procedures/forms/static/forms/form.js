"use strict";

// A form works without this. With it: conditions at once, progress of files, a place to sign, and a look at the
// network before anything is sent, so that nobody loses what they wrote to an error page.
const form = document.querySelector("form[data-forms]");
if (form) {
  conditions(form);
  uploads(form);
  signatures(form);
  lookups(form);
  network(form);
  form.querySelector("[data-forms-faults]")?.focus();
}

// Conditions: the same rules as on the server, by the twin of its logic.
async function conditions(form) {
  const questions = [...form.querySelectorAll("[data-forms-question]")].filter((one) => !one.parentElement.closest("[data-forms-question]"));
  if (!form.querySelector("[data-forms-rule]")) return;
  let holds;
  try {
    ({ holds } = await import(form.dataset.formsLogic));
  } catch {
    return; // the server asks again what is missing
  }
  const outside = JSON.parse(form.dataset.formsData || "{}");
  const shown = form.querySelector("[data-forms-shown]");
  const look = () => {
    const data = { ...outside };
    const seen = [];
    for (const one of questions) {
      const rule = one.dataset.formsRule;
      one.hidden = rule ? !safely(holds, JSON.parse(rule), data) : false;
      if (one.hidden) continue;
      seen.push(one.dataset.formsQuestion);
      const value = valueOf(one);
      if (value !== null) data[one.dataset.formsQuestion] = value;
    }
    for (const one of form.querySelectorAll(".sg-option[data-forms-rule], option[data-forms-rule]")) {
      one.hidden = !safely(holds, JSON.parse(one.dataset.formsRule), data);
    }
    if (shown) shown.value = seen.join(" ");
  };
  form.addEventListener("change", look);
  form.addEventListener("input", look);
  addEventListener("pageshow", look);
  look();
}

function safely(holds, rule, data) {
  try { return holds(rule, data); } catch { return true; }
}

// An answer in the shape the server has it, as far as rules ask for it.
function valueOf(question) {
  const kind = question.dataset.formsKind;
  const name = `a.${question.dataset.formsQuestion}`;
  const all = [...question.querySelectorAll("[name]")].filter((one) => one.name === name);
  const part = (which) => question.querySelector(`[name="${CSS.escape(`${name}.${which}`)}"]`)?.value.trim() ?? "";
  if (kind === "choices" || kind === "household") {
    const ticked = all.filter((one) => one.checked).map((one) => one.value);
    return ticked.length ? ticked : null;
  }
  if (kind === "consent") return all[0]?.checked ? true : null;
  if (kind === "file") {
    const many = question.querySelectorAll("[data-forms-files] li").length;
    return many ? Array(many).fill("file") : null;
  }
  if (kind === "table") return rowsOf(question, name);
  if (kind === "date") return dayOf(part);
  if (kind === "name" || kind === "kana") return part("family") ? { family: part("family"), given: part("given") } : null;
  if (kind === "address") return part("town") ? { postcode: part("postcode"), town: part("town"), rest: part("rest"), building: part("building") } : null;
  const single = all.find((one) => one.type === "radio") ? all.find((one) => one.checked) : all[0];
  const text = single?.value.trim() ?? "";
  if (!text) return null;
  if (kind === "yes_no") return text === "true";
  if (kind === "number" || kind === "yen") {
    const plain = text.normalize("NFKC").replace(/[,円]/g, "");
    return /^-?\d+$/.test(plain) ? Number(plain) : null;
  }
  return text;
}

function rowsOf(question, name) {
  const rows = [];
  for (const field of question.querySelectorAll("input, select, textarea")) {
    const found = field.name.startsWith(`${name}.`) && field.name.slice(name.length + 1).match(/^(\d+)\.([^.]+)$/);
    if (!found || (["radio", "checkbox"].includes(field.type) && !field.checked) || !field.value.trim()) continue;
    (rows[Number(found[1])] ??= {})[found[2]] = /^\d+$/.test(field.value) && field.inputMode === "numeric" ? Number(field.value) : field.value.trim();
  }
  const filled = rows.filter(Boolean);
  return filled.length ? filled : null;
}

function dayOf(part) {
  const starts = { 令和: 2018, 平成: 1988, 昭和: 1925, 大正: 1911, 明治: 1867 };
  const [year, month, day] = ["year", "month", "day"].map((one) => Number(part(one).normalize("NFKC").replace("元", "1")));
  if (part("text") || !year || !month || !day) return null;
  const full = year + (starts[part("era")] ?? 0);
  return `${String(full).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

// Files: sent one by one as soon as they are chosen, each with its progress; then the page shows them.
function uploads(form) {
  for (const input of form.querySelectorAll("[data-forms-upload]")) {
    input.addEventListener("change", async () => {
      if (!form.dataset.formsFiles) { // no address of their own: they go with the page, where it takes files at all
        if (form.enctype === "multipart/form-data") again(form);
        return;
      }
      const box = input.closest(".forms-question").querySelector(".forms-uploading");
      const [bar, words] = [box.querySelector("progress"), box.querySelector("[role=status]")];
      box.hidden = false;
      let wrong = "";
      for (const file of [...input.files]) {
        words.textContent = `${form.dataset.sending}：${file.name}`;
        bar.value = 0;
        const refused = await sent(form, input.name, file, (part) => { bar.value = part; });
        wrong ||= refused;
      }
      input.value = "";
      box.hidden = true;
      if (wrong) {
        words.textContent = wrong;
        box.hidden = false;
        bar.hidden = true;
        return;
      }
      again(form);
    });
  }
}

function sent(form, name, file, progress, filename) {
  return new Promise((done) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append(name, file, filename ?? file.name);
    if ("formsPapers" in form.dataset) body.append("paper", "1");
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.formsFiles);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => done(request.status === 200 ? "" : Object.values(request.response?.wrong ?? {})[0] ?? form.dataset.failed);
    request.onerror = () => done(form.dataset.lost);
    request.send(body);
  });
}

// Keep what was written and draw the page anew, with what has come.
function again(form) {
  const press = Object.assign(document.createElement("button"), { name: "do", value: "upload", hidden: true });
  form.append(press);
  form.requestSubmit(press);
}

// A place to sign: lines by finger, pen or mouse. Who cannot draw writes the name in letters below.
function signatures(form) {
  for (const box of form.querySelectorAll("[data-forms-signature]")) {
    box.hidden = false;
    const canvas = box.querySelector("canvas");
    const words = box.querySelector("[role=status]");
    const pen = canvas.getContext("2d");
    let drawn = 0;
    const blank = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#000" });
      drawn = 0;
    };
    const at = (event) => {
      const frame = canvas.getBoundingClientRect();
      return [(event.clientX - frame.left) * canvas.width / frame.width, (event.clientY - frame.top) * canvas.height / frame.height];
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      words.textContent = "";
      pen.beginPath();
      pen.moveTo(...at(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!event.buttons) return;
      pen.lineTo(...at(event));
      pen.stroke();
      drawn += 1;
    });
    box.querySelector("[data-clear]").addEventListener("click", blank);
    box.querySelector("[data-done]").addEventListener("click", () => {
      if (drawn < 3) { words.textContent = form.dataset.unsigned; return; }
      canvas.toBlob(async (picture) => {
        if (!form.dataset.formsFiles) {
          const files = new DataTransfer();
          files.items.add(new File([picture], "signature.png", { type: "image/png" }));
          const field = Object.assign(document.createElement("input"), { type: "file", name: box.dataset.formsSignature, hidden: true });
          field.files = files.files;
          form.append(field);
          again(form);
          return;
        }
        const wrong = await sent(form, box.dataset.formsSignature, picture, () => {}, "signature.png");
        words.textContent = wrong || form.dataset.signed;
        if (!wrong) again(form);
      }, "image/png");
    });
    blank();
  }
}

// Looking something up: the same button as without scripts, but only its question is drawn anew. A whole postcode
// is looked up by itself.
function lookups(form) {
  let running = null;
  const codes = new Map();
  const start = (question, press) => {
    running = lookUp(form, question).finally(() => { running = null; });
    running.then((done) => {
      if (done || !press) return;
      press.dataset.formsWhole = "1";
      form.requestSubmit(press);
    });
  };
  form.addEventListener("submit", async (event) => {
    const press = event.submitter;
    if (running) { // what is being looked up comes first: one page must not overtake itself
      event.preventDefault();
      event.stopImmediatePropagation();
      await running;
      form.requestSubmit(press?.isConnected ? press : undefined);
      return;
    }
    if (!press?.value?.startsWith("look:") || press.dataset.formsWhole) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    start(press.closest("[data-forms-question]"), press);
  });
  const typed = (event) => {
    const field = event.target;
    if (event.isComposing || running || !field.matches?.("[data-forms-postcode]")) return;
    const question = field.closest("[data-forms-question]");
    const code = field.value.normalize("NFKC").replace(/\D/g, "");
    if (code === codes.get(question)) return;
    codes.set(question, code);
    if (code.length === 7) start(question, null);
  };
  for (const kind of ["input", "compositionend"]) form.addEventListener(kind, typed);
  for (const field of form.querySelectorAll("[data-forms-postcode]")) {
    codes.set(field.closest("[data-forms-question]"), field.value.normalize("NFKC").replace(/\D/g, ""));
  }
}

// Whether it came to an end here; if not, the whole page is to be sent.
async function lookUp(form, question) {
  const before = written(question);
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.append("do", `look:${question.dataset.formsQuestion}`);
  let page;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return false;
  }
  const fresh = page.querySelector(`[data-forms-question="${CSS.escape(question.dataset.formsQuestion)}"]`);
  if (!fresh) return false;
  const [seen, now] = [form, page].map((one) => one.querySelector("[name=seen]"));
  if (seen && now) seen.value = now.value;
  if (written(question) !== before) return true; // somebody wrote on meanwhile: theirs stays
  const held = question.contains(document.activeElement) ? document.activeElement : null;
  question.replaceChildren(...fresh.childNodes);
  if (held) {
    const field = (held.id && document.getElementById(held.id)) || question.querySelector("[value^='look:']");
    field?.focus();
    if (field?.matches("input[type=text], input:not([type])")) field.setSelectionRange(field.value.length, field.value.length);
  }
  const words = question.querySelector("[data-forms-looked]");
  if (words) { // a reader of the screen hears what comes into a place that was there before
    const text = words.textContent;
    words.textContent = "";
    setTimeout(() => { words.textContent = text; }, 100);
  }
  form.dispatchEvent(new Event("input"));
  return true;
}

function written(question) {
  return JSON.stringify([...question.querySelectorAll("input, select, textarea")].map((one) => [one.value, one.checked]));
}

// Before anything is sent: is the network there? If not, the page stays as it is and says what to do.
function network(form) {
  const words = form.querySelector("[data-forms-lost]");
  if (!words) return;
  let isThere = false;
  const say = (text) => { words.textContent = text; words.hidden = !text; };
  form.addEventListener("submit", async (event) => {
    if (isThere || event.defaultPrevented) { isThere = false; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const press = event.submitter;
    if (await answers()) {
      say("");
      isThere = true;
      form.requestSubmit(press && press.form === form ? press : undefined);
    } else {
      say(form.dataset.lost);
      words.scrollIntoView({ block: "center" });
    }
  });
  addEventListener("online", () => { if (!words.hidden) say(form.dataset.back); });
}

async function answers() {
  if (!navigator.onLine) return false;
  try {
    await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(8000) });
    return true;
  } catch {
    return false;
  }
}

"use strict";

// Without this a press of "keep" does the same. With it: what is typed is kept at once, so that the resident's screen
// shows it, and what followed from it or came from that screen is drawn here without losing anything.
const sheet = document.querySelector("#sheet");
const state = document.querySelector("#state");
const kept = document.querySelector("#kept");
const writer = sheet?.elements.writer.value;
let since = Number(sheet?.elements.seen.value ?? 0);
let waiting = null;

async function keep() {
  waiting = null;
  const said = new FormData(sheet);
  said.set("do", "keep");
  said.set("quiet", "1");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: said });
    if (!answer.ok) throw new Error(answer.status);
    kept.textContent = kept.dataset.kept;
  } catch {
    kept.textContent = kept.dataset.lost;
    return;
  }
  look();
}

async function look() {
  if (document.hidden) return;
  let answer;
  try {
    answer = await fetch(`${state.dataset.live}?since=${since}&writer=${writer}`);
  } catch {
    return;
  }
  if (answer.status === 410) { location.reload(); return; }
  if (!answer.ok) return;
  const said = await answer.json();
  if (!state.contains(document.activeElement) && state.dataset.revision !== String(said.revision)) {
    state.innerHTML = said.state;
    state.dataset.revision = said.revision;
  }
  if (said.changed.length && !waiting) await redraw(said.changed, said.revision);
}

// Only the questions that changed elsewhere are drawn anew, and none that somebody is in.
async function redraw(changed, revision) {
  const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  for (const key of changed) {
    const here = sheet.querySelector(`[data-forms-question="${CSS.escape(key)}"]`);
    const fresh = page.querySelector(`[data-forms-question="${CSS.escape(key)}"]`);
    if (!here || !fresh || here.contains(document.activeElement)) continue;
    fresh.classList.add("onestop-new");
    here.replaceWith(fresh);
  }
  since = revision;
  sheet.elements.seen.value = page.querySelector("#sheet")?.elements.seen.value ?? revision;
}

function headings() {
  for (const group of document.querySelectorAll(".onestop-group")) {
    group.hidden = ![...group.querySelectorAll("[data-forms-question]")].some((one) => !one.hidden);
  }
}

if (sheet) {
  sheet.addEventListener("change", (event) => {
    if (event.target.closest("[data-forms-question]")?.dataset.formsKind === "table" && !event.target.value) return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 600);
    setTimeout(headings);
  });
  sheet.addEventListener("submit", () => clearTimeout(waiting));
  setInterval(look, 2000);
  setTimeout(headings, 300);
}

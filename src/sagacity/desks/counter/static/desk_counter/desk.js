// Improvements only: every page of this desk works without them.
"use strict";

const queue = document.querySelector("#queue");
const rows = () => [...document.querySelectorAll(".cd-queue tbody tr")];

// One box marks all rows of the page.
function offerAll() {
  for (const all of document.querySelectorAll("[data-mark-all]")) {
    all.hidden = false;
    all.querySelector("input").addEventListener("change", (event) => {
      for (const box of document.querySelectorAll("input[name=case]")) box.checked = event.target.checked;
    });
  }
}
offerAll();

// Looks anew without losing what is ticked or where the focus is.
async function refresh() {
  const ticked = [...queue.querySelectorAll("input[name=case]:checked")].map((box) => box.value);
  const here = document.activeElement && document.activeElement.closest("tr");
  const focused = here && here.querySelector("a.cd-number") ? here.querySelector("a.cd-number").href : "";
  const asked = new URLSearchParams(location.search);
  asked.delete("case");
  for (const one of ticked) asked.append("case", one);
  const answer = await fetch(`${queue.dataset.part}?${asked}`, { headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) { location.reload(); return; }
  const place = document.querySelector("#rows");
  place.innerHTML = await answer.text();
  offerAll();
  if (focused) for (const link of place.querySelectorAll("a.cd-number")) if (link.href === focused) link.focus();
  const said = document.querySelector("#said");
  said.textContent = said.dataset.done;
}
if (queue) {
  for (const button of queue.querySelectorAll("[data-refresh]")) {
    button.addEventListener("click", (event) => { event.preventDefault(); refresh(); });
  }
}

// Single keys, for those who want them; they can be switched off, and never work while somebody types.
const KEYS = "counter.keys";
const choice = document.querySelector("#keys");
const wanted = () => localStorage.getItem(KEYS) !== "off";
if (choice) {
  choice.closest("[hidden]").hidden = false;
  choice.checked = wanted();
  choice.addEventListener("change", () => localStorage.setItem(KEYS, choice.checked ? "on" : "off"));
}
function step(by) {
  const all = rows().map((row) => row.querySelector("a.cd-number"));
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) next.focus();
}
document.addEventListener("keydown", (event) => {
  if (!wanted() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (queue && event.key === "j") step(1);
  else if (queue && event.key === "k") step(-1);
  else if (queue && event.key === "r") refresh();
  else if (queue && event.key === "x") {
    const row = document.activeElement.closest("tr");
    const box = row && row.querySelector("input[name=case]");
    if (box) box.checked = !box.checked;
  } else if (queue && event.key === "/") document.querySelector("#q").focus();
  else if (!queue && event.key === "j") { const next = document.querySelector("[data-next]"); if (next) next.click(); }
  else return;
  event.preventDefault();
});

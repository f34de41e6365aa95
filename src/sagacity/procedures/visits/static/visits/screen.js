"use strict";

// What the clerk writes appears here within two seconds; where the reader was, they stay.
const visit = document.querySelector("#visit");
const shown = () => visit.querySelector("[data-revision]")?.dataset.revision ?? "";
async function look() {
  if (document.hidden) return;
  let answer;
  try {
    answer = await fetch(`${visit.dataset.part}?revision=${shown()}`, { headers: { accept: "text/html" } });
  } catch {
    return; // the network is away for a moment: the screen keeps what it shows
  }
  if (answer.status === 410) { location.assign(visit.dataset.ended); return; }
  if (answer.status !== 200) return;
  const place = scrollY;
  const focused = document.activeElement?.getAttribute?.("href");
  visit.innerHTML = await answer.text();
  scrollTo(0, place);
  if (focused) visit.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
if (visit) setInterval(look, 1500);

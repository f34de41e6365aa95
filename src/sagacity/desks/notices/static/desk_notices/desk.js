// Improvements only: every page of this desk works without them.
"use strict";

// Words that were typed are not lost by a touch on a link.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  window.addEventListener("beforeunload", (event) => {
    if (typed && !form.dataset.sent) event.preventDefault();
  });
}

// Advice on easy Japanese comes by itself a moment after the last letter.
for (const ground of document.querySelectorAll("[data-easy-live]")) {
  const asks = ground.parentElement.querySelector("[name=press][value=check]");
  if (!asks) continue;
  let wait = 0;
  ground.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => asks.dispatchEvent(new Event("check")), 900);
  });
}

// Enter in the field of the search searches; it does not save.
for (const field of document.querySelectorAll("[name=find]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    field.parentElement.querySelector("[value=find]").click();
  });
}

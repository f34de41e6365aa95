// Improvements only: every page of this desk works without them.
"use strict";

// Drag and drop onto the field of files.
for (const ground of document.querySelectorAll("[data-drop]")) {
  const field = ground.querySelector("input[type=file]");
  const names = ground.querySelector("[data-drop-names]");
  const tell = () => { names.textContent = Array.from(field.files, (file) => file.name).join("、"); };
  ground.addEventListener("dragover", (event) => { event.preventDefault(); ground.dataset.over = "1"; });
  ground.addEventListener("dragleave", () => { delete ground.dataset.over; });
  ground.addEventListener("drop", (event) => {
    event.preventDefault();
    delete ground.dataset.over;
    field.files = event.dataTransfer.files;
    tell();
  });
  field.addEventListener("change", tell);
}

// One box marks all lines of the page.
for (const all of document.querySelectorAll("[data-mark-all]")) {
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    for (const box of document.querySelectorAll("input[name=line]")) box.checked = event.target.checked;
  });
}

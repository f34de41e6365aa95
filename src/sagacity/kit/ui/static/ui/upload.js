// <form data-upload>: files may be dropped, and the way of a large one is shown. Without this file it is a plain form.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector(".sg-drop") ?? form;
  const progress = form.querySelector("progress");
  const status = form.querySelector("[role=status]");

  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.toggleAttribute("data-over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }

  input.addEventListener("change", () => {
    if (status) status.textContent = [...input.files].map((file) => `${file.name}（${size(file.size)}）`).join("、");
  });

  form.addEventListener("submit", (event) => {
    if (!progress || !input.files.length) return;
    event.preventDefault();
    const button = form.querySelector("button[type=submit], button:not([type])");
    const request = new XMLHttpRequest();
    progress.hidden = false;
    button.disabled = true;
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      progress.max = total;
      progress.value = loaded;
      if (status) status.textContent = `${size(loaded)} / ${size(total)}`;
    });
    request.addEventListener("load", () => {
      if (request.responseURL && request.responseURL !== new URL(form.action, document.baseURI).href) {
        window.location.assign(request.responseURL);
        return;
      }
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      document.title = answer.title;
      document.getElementById("content").replaceWith(answer.getElementById("content") ?? answer.body);
      document.getElementById("content")?.focus();
    });
    request.addEventListener("error", () => {
      progress.hidden = true;
      button.disabled = false;
      if (status) status.textContent = form.dataset.sayFailed ?? "";
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

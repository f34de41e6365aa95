// Takes each press on a form marked data-queue from the first moment on: a press before queue.js has come would be lost without a network.
const { queue: taker } = document.currentScript.dataset;

addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-queue]") || form.method !== "post" || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.busy) return; // pressed twice
  form.dataset.busy = "1";
  const { submitter } = event;
  import(taker).then(({ leave }) => leave(form, submitter)).catch(() => {
    form.removeAttribute("data-queue"); // nothing can wait on this phone: the form goes its ordinary way
    form.requestSubmit(submitter);
  });
}, true);

// A page taken back from the browser's memory has to answer again.
addEventListener("pageshow", ({ persisted }) => persisted && document.querySelectorAll("form[data-busy]").forEach((form) => delete form.dataset.busy));

// Lets the browser keep the shell and this device's facts for when there is no network; wakes up what waits to be sent.
const { queue } = document.querySelector("script[data-queue-outbox]").dataset;
const forgotten = new URLSearchParams(location.search).has("forgotten");

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (forgotten) active.postMessage("forget");
    else if (navigator.onLine) active.postMessage("keep");
  }, () => {}); // private windows refuse workers; the pages need none
}
const waits = () => { try { return localStorage.getItem("sagacity-waiting"); } catch { return null; } };
if ("indexedDB" in window && !forgotten && (document.querySelector("form[data-queue]") || waits())) import(queue);

// Lets the browser keep the shell and this device's facts for when there is no network.
if ("serviceWorker" in navigator) {
  const forgotten = new URLSearchParams(location.search).has("forgotten");
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (forgotten) active.postMessage("forget");
    else if (navigator.onLine) active.postMessage("keep");
  }, () => {}); // private windows refuse workers; the pages need none
}

// The page that opens without a network: its worker, and the age of what it was opened from.
export async function keepPage({ worker, root, words, say }) {
  if (root.dataset.keptAt) say(words.kept.replace("{time}", new Date(root.dataset.keptAt).toLocaleString(document.documentElement.lang)));
  await navigator.serviceWorker?.register(worker, { scope: location.pathname, updateViaCache: "none" }).catch(() => {}); // without one the page needs a network
}

// Takes the page away from this browser, as signing out does.
export async function dropPage() {
  const registration = await navigator.serviceWorker?.getRegistration(location.pathname);
  if (registration?.scope.endsWith(location.pathname)) await registration.unregister();
  await caches.delete(`staff ${location.pathname}`);
}

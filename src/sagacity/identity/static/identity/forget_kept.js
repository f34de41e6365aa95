// Whoever comes here is signed out: pages of staff that this browser keeps for opening without a network go.
const isOfStaff = ({ scope }) => /^\/(staff|desk)\//.test(new URL(scope).pathname);
for (const one of (await navigator.serviceWorker?.getRegistrations()) ?? []) if (isOfStaff(one)) await one.unregister();
for (const name of (await globalThis.caches?.keys()) ?? []) if (name.startsWith("staff ")) await caches.delete(name);

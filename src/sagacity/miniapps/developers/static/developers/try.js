// Asks this city's own data-linkage platform and shows what comes back.
const form = document.querySelector("[data-developers-try]");
if (form) {
  const out = document.querySelector("[data-developers-answer]");
  const shown = document.querySelector("[data-developers-address]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = new URLSearchParams({ type: form.dataset.developersTry });
    for (const [name, value] of new FormData(form)) if (value) asked.set(name, value);
    const address = `/v2/entities?${asked}`;
    shown.textContent = `GET ${location.origin}${address}`;
    out.setAttribute("aria-busy", "true");
    try {
      const headers = { Accept: "application/json" };
      if (form.dataset.tenant) headers["Fiware-Service"] = form.dataset.tenant;
      const answer = await fetch(address, { headers, credentials: "omit" });
      const text = await answer.text();
      out.textContent = `${answer.status}\n${pretty(text)}`;
    } catch {
      out.textContent = form.dataset.failed;
    }
    out.removeAttribute("aria-busy");
  });
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

// Improves the pages of places: order by the present place, share, print. All pages work without it.
const here = document.querySelectorAll("[data-places-here]");
if (navigator.geolocation) {
  for (const part of here) {
    part.hidden = false;
    part.querySelector("button")?.addEventListener("click", nearMe);
  }
}

// Three decimals are about 100 metres: enough for an order, too little for a front door.
function nearMe() {
  const lost = document.querySelector("[data-places-lost]");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const address = new URL(location.href);
      address.searchParams.set("here", `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`);
      address.searchParams.set("sort", "here");
      address.searchParams.delete("page");
      location.assign(address);
    },
    () => { lost.hidden = false; },
    { timeout: 10000, maximumAge: 60000 },
  );
}

const take = document.querySelector("[data-places-take]");
if (take) {
  take.hidden = false;
  take.querySelector("[data-places-print]").addEventListener("click", () => window.print());
  if (navigator.share) {
    const share = take.querySelector("[data-places-share]");
    share.hidden = false;
    share.querySelector("button").addEventListener("click", () => {
      navigator.share({ title: document.title, url: location.href }).catch(() => {}); // put away again: nothing to say
    });
  }
}

// Improves the page of an event: share, print. All pages work without it.
const take = document.querySelector("[data-events-take]");
if (take) {
  take.hidden = false;
  take.querySelector("[data-events-print]").addEventListener("click", () => window.print());
  if (navigator.share) {
    const share = take.querySelector("[data-events-share]");
    share.hidden = false;
    share.querySelector("button").addEventListener("click", () => {
      navigator.share({ title: document.title, url: location.href }).catch(() => {}); // put away again: nothing to say
    });
  }
}

// A button that prints; without scripts the browser's own does.
const print = document.querySelector("[data-guide-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// A 個人番号 is stopped where it is typed, before it leaves the phone. The server looks again.
// In one piece or in equal groups, as kit/japanese/my_number.py looks for it.
const BETWEEN = { 1: "[\\s\\-._・/]", 2: "[\\s\\-_・/]{1,3}", 3: "[\\s\\-_・]{1,3}", 4: "[\\s\\-._・/]{0,3}", 6: "[\\s\\-_・/]{1,3}" };
const RUNS = Object.entries(BETWEEN).map(([size, between]) => new RegExp(`(?<!\\d)\\d{${size}}(?:${between}\\d{${size}}){${12 / size - 1}}(?!\\d)`, "g"));
const DASHES = /[‐‑‒–—―−－ー─━ｰ]/g;

const isRight = (digits) => {
  const rest = [...digits.slice(0, 11)].reverse().reduce((sum, digit, n) => sum + digit * (n < 6 ? n + 2 : n - 4), 0) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === Number(digits[11]);
};
const standsIn = (text) => {
  const plain = text.normalize("NFKC").replace(DASHES, "-").replace(/\p{Cf}/gu, "");
  return RUNS.some((run) => [...plain.matchAll(run)].some(([found]) => isRight(found.replace(/\D/g, ""))));
};

addEventListener("submit", (event) => {
  const typed = [...event.target.elements].filter((field) => field.name && !["hidden", "file", "submit"].includes(field.type));
  const found = typed.find((field) => standsIn(String(field.value ?? "")));
  const said = document.querySelector("[data-my-number]")?.dataset.myNumber;
  if (!found?.setCustomValidity || !said) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  found.setCustomValidity(said);
  found.reportValidity();
  found.addEventListener("input", () => found.setCustomValidity(""), { once: true });
}, true);

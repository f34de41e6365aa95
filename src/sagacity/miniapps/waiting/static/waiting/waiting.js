// Screens and phones hear what happens in a hall; where the live door is closed they ask every few seconds.
const page = document.querySelector("[data-live]");
const ticket = page.id === "ticket" ? page : null;
const voice = page.querySelector("[data-voice]");
const away = page.querySelector("[data-away]");
const ASK_EVERY = 4000;
let spoken = new Set([...page.querySelectorAll(".waiting-call")].map((one) => one.dataset.key));

const wait = (line, words) => {
  if (line.median === null) return words.closed;
  if (line.most <= 1) return words.soon;
  return words.minutes.replace("111", line.median).replace("222", line.least).replace("333", line.most);
};

const say = (text) => {
  if (voice?.getAttribute("aria-pressed") !== "true") return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = document.documentElement.lang;
  speechSynthesis.speak(utterance);
};

const showLine = (line) => {
  const row = page.querySelector(`[data-line="${line.key}"]`);
  if (!row) return;
  row.querySelector("[data-called]").textContent =
    line.called.map((one) => `${one.number} → ${one.desk}`).join("  ") || "—";
  row.querySelector("[data-people]").textContent = line.people;
  row.querySelector("[data-wait]").textContent = wait(line, page.dataset);
  const colour = row.querySelector("[data-colour]");
  const isClosed = line.median === null && line.people === 0;
  colour.dataset.colour = isClosed ? "" : line.colour;
  colour.firstElementChild.textContent = isClosed ? "—" : page.dataset[line.colour];
};

const showCalls = (lines) => {
  const called = lines.flatMap((line) => line.called);
  const sentences = called.map((one) => {
    const text = page.dataset.call.replace("{number}", one.number).replace("{desk}", one.desk);
    return { key: `${one.number}-${one.calls}`, text };
  });
  const paragraphs = sentences.map(({ key, text }) => {
    const line = document.createElement("p");
    line.className = "waiting-call";
    line.dataset.key = key;
    line.textContent = text;
    return line;
  });
  page.querySelector("[data-calls]").replaceChildren(...paragraphs);
  sentences.filter(({ key }) => !spoken.has(key)).forEach(({ text }) => say(text));
  spoken = new Set(sentences.map(({ key }) => key));
};

// A phone asks for its page anew only when something happened to its own number.
let standing = ticket ? `${ticket.dataset.state} ${ticket.dataset.calls}` : "";
const showTicket = async (lines) => {
  const { number, calls } = page.dataset;
  const called = lines.flatMap((line) => line.called).find((one) => one.number === number);
  for (const { waiting } of lines) {
    const before = waiting.findIndex((one) => one.number === number);
    if (before < 0) continue;
    if (page.dataset.state === "waiting") {
      page.querySelector("[data-before]").textContent = before;
      page.querySelector("[data-wait]").textContent = wait(waiting[before], page.dataset);
      return;
    }
  }
  const now = called ? `called ${called.calls}` : `gone ${calls}`;
  if (now === standing && page.dataset.state !== "serving") return;
  standing = now;
  const answer = await fetch(location.pathname);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("ticket");
  if (fresh.dataset.state === "done") { location.reload(); return; } // two questions wait at the end
  Object.assign(page.dataset, fresh.dataset);
  page.querySelector("[role=status]").replaceChildren(...fresh.querySelector("[role=status]").childNodes);
};

const show = (board) => {
  if (away) away.hidden = true;
  if (ticket) { showTicket(board.lines); return; }
  board.lines.forEach(showLine);
  showCalls(board.lines);
};

const ask = async () => {
  try {
    const answer = await fetch(page.dataset.board);
    if (answer.ok) show(await answer.json());
  } catch {
    if (away) away.hidden = false;
  }
};

const listen = () => {
  const source = new EventSource(page.dataset.live);
  let asking = 0;
  source.addEventListener("message", (message) => {
    clearInterval(asking);
    asking = 0;
    show(JSON.parse(message.data));
  });
  source.addEventListener("error", () => {
    if (away) away.hidden = false;
    if (source.readyState === EventSource.CLOSED && !asking) asking = setInterval(ask, ASK_EVERY);
  });
};

if (voice && "speechSynthesis" in window) {
  voice.hidden = false;
  voice.addEventListener("click", () => {
    const on = voice.getAttribute("aria-pressed") !== "true";
    voice.setAttribute("aria-pressed", String(on));
    if (on) [...page.querySelectorAll(".waiting-call")].forEach((one) => say(one.textContent));
  });
}
listen();

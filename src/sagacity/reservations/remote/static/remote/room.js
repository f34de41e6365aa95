// The page of a seat: who is here, what they see and say, what is shown; for residents, clerks and interpreters alike.
const root = document.getElementById("remote");
const data = root.dataset;
const words = JSON.parse(document.getElementById("remote-words").textContent);
const [{ Wire, fresh }, { Peers }, devices] = await Promise.all([import(data.wire), import(data.peers), import(data.devices)]);
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const show = (name, is) => { const found = part(name); if (found) found.hidden = !is; };
const SLOW = 20000; // a picture that has not come by then needs another way

let stream = null;
let asked = null; // which paper a picture is wanted of
let taken = null;
let slow = 0;
const here = new Set();
const connected = new Set();

const wire = new Wire({
  address: data.live,
  hear,
  state(state, waiting) {
    root.dataset.state = state;
    const text = state === "lost" ? words.lost : state === "over" ? words.over : "";
    part("break").textContent = [text, waiting ? words.waiting.replace("{n}", waiting) : ""].filter(Boolean).join(" ");
    show("break", Boolean(text || waiting));
    if (state === "over") { peers.close(); stopDevices(); }
    if (state === "open" && wasLost) peers.mendAll();
    wasLost = state === "lost";
  },
});
let wasLost = false;
const peers = new Peers({
  role: data.role,
  run: fresh(),
  servers: JSON.parse(data.servers),
  say: (kind, body, to) => wire.say(kind, body, to),
  onStream(role, remote) {
    const video = video_of(role);
    if (video.srcObject !== remote) video.srcObject = remote;
    video.play().catch(() => show("play", true));
  },
  onState(role, state) {
    if (state === "connected") connected.add(role); else connected.delete(role);
    root.dataset.connected = [...connected].join(" ");
    tell();
  },
});

// Peers must not be asked two things at once.
let line = Promise.resolve();
const soon = (act) => { line = line.then(act).catch((problem) => console.warn(problem)); };

function video_of(role) {
  const box = part(`seat-${role}`);
  box.hidden = false;
  return box.querySelector("video");
}

function hear(message, isNews) {
  const { kind, body, sender, to } = message;
  if (["hello", "offer", "answer", "candidates"].includes(kind)) {
    if (isNews) soon(() => peers.heard(message));
  } else if (kind === "text") {
    write(sender === "" ? "clerk" : sender, body.text, !sender || to === "clerk");
  } else if (kind === "here" || kind === "away") {
    if (kind === "here") here.add(body.role); else here.delete(body.role);
    const shownAs = part("seat-interpreter")?.querySelector("[data-name]");
    if (body.name && shownAs) shownAs.textContent = body.name;
    if (isNews && body.role !== data.role) note(words[kind].replace("{who}", who(body.role, body.name)));
    if (kind === "here" && isNews && body.role !== data.role) slowly();
  } else if (kind === "page") {
    if (isNews && body.by !== data.role) turn(message.number);
  } else if (kind === "ask_picture") {
    if (data.role === "resident") ask(body);
  } else if (kind === "no_picture") {
    if (isNews && data.role === "clerk") note(words.no_picture);
  } else if (kind === "no_video") {
    if (sender !== data.role) note(words.no_video.replace("{who}", who(sender)));
  } else if (kind === "picture") {
    asked = null;
    show("picture", false);
    if (isNews) { note(words.picture); turn(message.number); }
  } else if (kind === "sent") {
    note(words.sent.replace("{number}", body.number));
    if (isNews) turn(message.number);
  } else if (kind === "wait") {
    here.delete("clerk");
    peers.drop("clerk");
    note(words.wait);
  } else if (kind === "end") {
    show("ended", true);
    wire.end();
    for (const name of ["talk", "state", "break"]) show(name, false);
    for (const one of document.querySelectorAll("[data-while-talking]")) one.hidden = true;
  }
  tell();
}

const who = (role, name = "") => name || words.roles[role] || role;

function write(role, text, isNote) {
  const item = document.createElement("li");
  const name = document.createElement("strong");
  name.textContent = isNote ? words.note_for_clerk : role === data.role ? words.me : who(role);
  item.append(name, document.createTextNode(` ${text}`));
  part("texts").append(item);
  item.scrollIntoView({ block: "nearest" });
}

function note(text) {
  part("notes").textContent = text;
}

function turn(number) {
  const frame = part("page");
  if (!frame) return;
  if (data.role === "clerk" && isWritten(frame.contentDocument)) note(words.changed); // what was typed is not thrown away
  else frame.src = `${data.page}?n=${number}`;
}

// Whether something was typed into the form of the frame and not saved yet.
function isWritten(page) {
  return [...(page?.querySelectorAll("form[data-forms] :is(input, select, textarea)") ?? [])].some((one) => {
    if (one.type === "hidden") return false;
    if (one.type === "file") return one.files.length > 0;
    if (one.type === "radio" || one.type === "checkbox") return one.checked !== one.defaultChecked;
    if (one.options) return [...one.options].some((each) => each.defaultSelected) ? ![...one.options].every((each) => each.selected === each.defaultSelected) : one.selectedIndex > 0;
    return one.value !== one.defaultValue;
  });
}

function tell() {
  const other = data.role === "clerk" ? "resident" : "clerk";
  const state = connected.has(other) ? "connected" : here.has(other) ? "connecting" : "wait_for";
  part("state").textContent = words[state];
  root.dataset.here = [...here].join(" ");
  const queue = document.getElementById("remote-queue");
  if (queue && here.has("clerk")) queue.hidden = true;
  if (connected.has(other)) { clearTimeout(slow); slow = 0; show("fallback", false); }
}

// No picture after a while: what to do instead.
function slowly() {
  clearTimeout(slow);
  slow = setTimeout(() => { if (!connected.size) { show("fallback", true); wire.say("no_video", {}); } }, SLOW);
}

// Camera and microphone.
async function start(camera = "") {
  const found = await devices.open(camera);
  stopDevices();
  stream = found.stream;
  part("own").srcObject = stream;
  show("own-box", Boolean(stream?.getVideoTracks().length));
  show("check", false);
  show("controls", Boolean(stream));
  part("trouble").textContent = found.problem ? words.trouble[found.problem] : "";
  show("trouble-box", Boolean(found.problem));
  if (!stream) { show("fallback", true); wire.say("no_video", {}); }
  devices.listen(stream, (loud) => { part("loud").value = loud; });
  if (stream) offerCameras();
  soon(() => peers.use(stream));
  begin();
}

let hasBegun = false;
function begin() {
  if (hasBegun) return;
  hasBegun = true;
  peers.hello();
}

function stopDevices() {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

async function offerCameras() {
  const found = await devices.cameras(stream);
  const choice = part("cameras");
  choice.replaceChildren(...found.map(({ id, label, isUsed }, at) => new Option(label || `${at + 1}`, id, isUsed, isUsed)));
  show("cameras-box", found.length > 1);
}

function toggle(kind, button) {
  const on = button.getAttribute("aria-pressed") === "true";
  for (const track of stream?.getTracks() ?? []) if (track.kind === kind) track.enabled = on;
  button.setAttribute("aria-pressed", String(!on));
}

// A picture of a paper: asked for by the clerk, taken and looked at by the resident, and sent only then.
function ask(body) {
  asked = body;
  taken = null;
  part("picture-of").textContent = body.label;
  show("picture", true);
  show("picture-take", Boolean(stream?.getVideoTracks().length));
  show("picture-send", false);
  show("picture-canvas", false);
  part("picture").scrollIntoView({ block: "nearest" });
}

async function takePicture() {
  taken = await devices.still(part("own"), part("picture-canvas"));
  show("picture-canvas", true);
  show("picture-send", true);
}

async function sendPicture(picture) {
  if (!asked || !picture) return;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", root.querySelector("[name=csrfmiddlewaretoken]").value);
  body.append("paper", asked.paper);
  body.append("picture", picture, picture.name || "picture.jpg");
  part("picture-words").textContent = words.sending;
  try {
    const answer = await fetch(data.picture, { method: "POST", body });
    const said = await answer.json();
    part("picture-words").textContent = answer.ok ? "" : said.wrong;
    if (answer.ok) show("picture", false);
  } catch {
    part("picture-words").textContent = words.not_sent;
  }
}

const press = (name, act) => part(name)?.addEventListener("click", (event) => act(event.currentTarget));
press("start", () => start());
press("start-again", () => start());
press("without", () => { show("check", false); show("fallback", true); wire.say("no_video", {}); begin(); });
press("mute", (button) => toggle("audio", button));
press("hide", (button) => toggle("video", button));
press("play", () => { for (const video of root.querySelectorAll("video")) video.play(); show("play", false); });
press("picture-take", takePicture);
press("picture-send", () => sendPicture(taken));
press("picture-no", () => { show("picture", false); wire.say("no_picture", {}, "clerk"); });
part("picture-file")?.addEventListener("change", (event) => sendPicture(event.target.files[0]));
part("cameras")?.addEventListener("change", (event) => start(event.target.value));
part("say")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.elements.text;
  const text = field.value.trim();
  if (text) wire.say("text", { text });
  field.value = "";
  field.focus();
});
// The clerk's work lies in a frame: a button there asks for a picture.
addEventListener("message", (event) => {
  if (event.origin === location.origin && data.role === "clerk" && event.data?.kind === "ask_picture") {
    wire.say("ask_picture", { paper: event.data.paper, label: event.data.label }, "resident");
    note(words.asked);
  }
});
wire.open();
for (const name of ["start", "without"]) part(name).disabled = false; // before that a press would be lost

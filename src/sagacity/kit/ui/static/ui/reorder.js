// <ul data-reorder>: rows move by dragging the handle; the up and down buttons in each row are ordinary forms and always work.
for (const list of document.querySelectorAll("[data-reorder]")) {
  for (const handle of list.querySelectorAll("[data-handle]")) {
    handle.hidden = false;
    handle.addEventListener("pointerdown", (event) => start(event, list, handle));
  }
}

const EDGE = 90; // pixels at the top and bottom of the window where a held row pulls the page along
const STEP = 10; // pixels a frame

function start(event, list, handle) {
  if (event.button) return;
  event.preventDefault();
  const row = handle.closest("li");
  const before = order(list);
  // On the document, not by capture: a row that moves in the page loses its capture.
  row.dataset.dragging = "";
  let held = null;
  const move = ({ pointerId, clientX, clientY }) => {
    if (pointerId !== event.pointerId) return;
    place(clientX, clientY);
    if (!held) requestAnimationFrame(pull);
    held = { clientX, clientY };
  };
  const pull = () => {
    if (!held) return;
    const { clientX, clientY } = held;
    const step = clientY < EDGE ? -STEP : clientY > window.innerHeight - EDGE ? STEP : 0;
    if (step) {
      window.scrollBy(0, step);
      place(clientX, clientY);
    }
    requestAnimationFrame(pull);
  };
  const place = (clientX, clientY) => {
    if (clientY > list.lastElementChild.getBoundingClientRect().bottom) return void (list.lastElementChild === row || list.append(row));
    const under = document.elementFromPoint(clientX, clientY)?.closest("li");
    if (!under || under === row || under.parentElement !== list) return;
    const box = under.getBoundingClientRect();
    const after = list.dataset.reorder === "grid" ? clientX > box.left + box.width / 2 : clientY > box.top + box.height / 2;
    under[after ? "after" : "before"](row);
  };
  const end = (last) => {
    if (last.pointerId !== event.pointerId) return;
    for (const [name, listener] of heard) document.removeEventListener(name, listener);
    held = null;
    delete row.dataset.dragging;
    if (last.type === "pointercancel") {
      const rows = new Map([...list.children].map((each) => [each.dataset.key, each]));
      list.append(...before.map((key) => rows.get(key)));
    } else if (order(list).join() !== before.join()) {
      save(list);
    }
  };
  const heard = [["pointermove", move], ["pointerup", end], ["pointercancel", end]];
  for (const [name, listener] of heard) document.addEventListener(name, listener);
}

const order = (list) => [...list.children].map((row) => row.dataset.key);

// The form named by data-form carries the token; its field "order" takes the keys.
async function save(list) {
  const form = document.getElementById(list.dataset.form);
  form.elements.order.value = order(list).join(",");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "follow" });
    if (!answer.ok) throw new Error(String(answer.status));
    list.dispatchEvent(new CustomEvent("sg-reordered", { bubbles: true }));
  } catch {
    form.submit(); // the server then explains what is wrong
  }
}

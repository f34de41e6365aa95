// The buttons around the camera: start, stop, light, which one; and words where there is none to be had.
export function sight({ root, camera, words }) {
  const part = (name) => root.querySelector(`#camera-${name}`);
  const say = (text) => (part("said").textContent = text);
  let isShining = false;

  function lay() {
    const isOn = Boolean(camera.stream);
    part("sight").hidden = part("stop").hidden = !isOn;
    part("start").hidden = isOn;
    part("torch").hidden = !camera.hasTorch;
    part("torch").setAttribute("aria-pressed", String(isShining));
  }

  async function choose() {
    const cameras = await camera.cameras();
    part("choice").hidden = cameras.length < 2;
    part("list").replaceChildren(
      ...cameras.map(({ id, label, isUsed }, at) => new Option(label || words.camera.nth.replace("{n}", at + 1), id, isUsed, isUsed)),
    );
  }

  async function start(id = "") {
    say("");
    isShining = false;
    try {
      await camera.start(id);
      await choose();
    } catch (problem) {
      camera.stop();
      say(words.camera[problem.name] ?? words.camera.other);
    }
    lay();
  }

  function stop() {
    camera.stop();
    isShining = false;
    lay();
  }

  part("start").addEventListener("click", () => start());
  part("stop").addEventListener("click", () => {
    stop();
    part("start").focus();
  });
  part("torch").addEventListener("click", async () => {
    isShining = !isShining;
    await camera.shine(isShining).catch(() => (isShining = false));
    lay();
  });
  part("list").addEventListener("change", (event) => start(event.target.value));
  addEventListener("pagehide", stop);
  lay();
  return { start, stop };
}

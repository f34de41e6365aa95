"""What the bench of citizen cards lets a browser do: check texts, find and read pictures, draw the card."""

VERIFY = """async ([texts, carried, at]) => {
  const { Reader } = await import("/sg2.js");
  const reader = new Reader(carried);
  const took = [];
  for (const text of texts) {
    const start = performance.now();
    await reader.read(text, { at });
    took.push(performance.now() - start);
  }
  return took.sort((one, other) => one - other)[took.length >> 1];
}"""
DRAW = """async () => {
  const [{ show }, { modules }] = await Promise.all([import("/sg2.js"), import("/qr.js")]);
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const card = crypto.getRandomValues(new Uint8Array(205));
  const took = [];
  for (let at = 0; at < 20; at += 1) {
    const start = performance.now();
    modules(await show(card, { at: 1800000000 + at, privateKey: pair.privateKey }));
    took.push(performance.now() - start);
  }
  return took.sort((one, other) => one - other)[took.length >> 1];
}"""

SCAN = """async ([texts, carried, at]) => {
  const load = (name) => import(`/${name}.js`);
  const loaded = await Promise.all(["sg2", "qr", "qr_find", "qr_read"].map(load));
  const [{ Reader }, drawing, finding, { reader }] = loaded;
  const [eye, cards, side] = [reader(drawing, finding), new Reader(carried), 720];
  const frame = (text) => {
    const rows = drawing.modules(text);
    const pen = new OffscreenCanvas(side, side).getContext("2d");
    pen.fillStyle = "#bbb";
    pen.fillRect(0, 0, side, side);
    pen.translate(side / 2, side / 2);
    pen.rotate(0.15);
    pen.scale(420 / rows.length, 420 / rows.length);
    pen.translate(-rows.length / 2, -rows.length / 2);
    pen.fillStyle = "#eee";
    pen.fillRect(-4, -4, rows.length + 8, rows.length + 8);
    pen.fillStyle = "#222";
    rows.forEach((row, i) => row.forEach((bit, j) => bit && pen.fillRect(j, i, 1.05, 1.05)));
    return pen.getImageData(0, 0, side, side).data;
  };
  const took = [];
  for (const text of texts) {
    const seen = frame(text);
    const start = performance.now();
    const grey = Uint8Array.from({ length: side * side }, (_, each) => seen[4 * each]);
    await cards.read(eye.read(grey, side, side).text, { at });
    took.push(performance.now() - start);
  }
  return took.sort((one, other) => one - other)[took.length >> 1];
}"""

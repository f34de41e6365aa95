// What finds a code in a frame of the camera, the best first: the deployment's own script, the browser, the house, the city.
const PATIENCE = 1500; // milliseconds in which the page itself tries before the city is asked

// Each takes {canvas, width, height, grey()} and gives the text of a code or null.
export async function eyes({ own, qr, find, read, ask }) {
  const found = [];
  if (own) found.push(await script(own));
  const native = await browser();
  if (native) return [...found, native].filter(Boolean);
  return [...found, await house({ qr, find, read, ask })].filter(Boolean);
}

const script = async (path) => {
  const { decode } = await import(path).catch(() => ({}));
  return decode && ((frame) => decode(frame.canvas));
};

async function browser() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => []);
  if (!formats?.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (frame) => (await detector.detect(frame.canvas))[0]?.rawValue ?? null;
}

// Our own reader; what it sees but cannot read, the city may try while there is a network. The city keeps no frame.
async function house({ qr, find, read, ask }) {
  const [drawing, finding, { reader }] = await Promise.all([qr, find, read].map((path) => import(path)));
  const eye = reader(drawing, finding);
  let since = 0; // when something like a code was first seen that nobody has read
  return async (frame) => {
    const grey = frame.grey();
    const { text, isNear } = eye.read(grey, frame.width, frame.height);
    if (text || !isNear) {
      since = 0;
      return text;
    }
    const now = performance.now();
    since ||= now;
    if (!navigator.onLine || now - since < PATIENCE) return null;
    since = now;
    return ask(grey, frame.width).catch(() => null);
  };
}

// The camera at the door: shows what it sees, and gives each code once, however long it is held up.
const PAUSE = 100; // milliseconds between two frames
const AWAY = 2000; // whatever was not seen for so long is shown anew
const SIDE = 720; // pixels of the square that is looked at
const WANTED = { width: { ideal: 1280 }, height: { ideal: 720 } };

const pause = (time) => new Promise((go) => setTimeout(go, time));

class Frame {
  constructor(canvas, pen) {
    this.canvas = canvas;
    this.pen = pen;
    this.width = canvas.width;
    this.height = canvas.height;
  }

  grey() {
    const { data } = this.pen.getImageData(0, 0, this.width, this.height);
    const grey = new Uint8Array(this.width * this.height);
    for (let at = 0; at < grey.length; at += 1) grey[at] = (data[4 * at] * 77 + data[4 * at + 1] * 150 + data[4 * at + 2] * 29) >> 8;
    return grey;
  }
}

export class Camera {
  // `onText(text, {isHeld})`: isHeld says that a code was in sight until just now, such as the next one of the same phone.
  constructor({ video, eyes, onText }) {
    this.video = video;
    this.eyes = eyes;
    this.onText = onText;
    this.stream = null;
    this.held = { text: "", at: 0 };
    this.canvas = document.createElement("canvas");
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  // Throws what the browser throws: NotAllowedError, NotFoundError, NotReadableError.
  async start(id = "") {
    if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("no camera here", "NotFoundError");
    this.stop();
    this.held = { text: "", at: 0 }; // whoever starts it anew wants to hear anew
    const which = id ? { deviceId: { exact: id } } : { facingMode: "environment" };
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { ...WANTED, ...which }, audio: false });
    this.video.srcObject = this.stream;
    await this.video.play();
    this.watch(this.stream);
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
  }

  get track() {
    return this.stream?.getVideoTracks()[0];
  }

  get hasTorch() {
    return Boolean(this.track?.getCapabilities?.().torch);
  }

  shine(on) {
    return this.track?.applyConstraints({ advanced: [{ torch: on }] });
  }

  // Names are known once the first camera was allowed.
  async cameras() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((one) => one.kind === "videoinput").map(({ deviceId, label }) => ({ id: deviceId, label, isUsed: deviceId === this.track?.getSettings().deviceId }));
  }

  async watch(stream) {
    while (this.stream === stream) {
      if (this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !document.hidden) {
        const text = await this.see(this.frame());
        if (text && this.stream === stream) await this.say(text);
      }
      await pause(PAUSE);
    }
  }

  // The square in the middle, which is what the page shows too.
  frame() {
    const { videoWidth, videoHeight } = this.video;
    const side = Math.min(videoWidth, videoHeight);
    this.canvas.width = this.canvas.height = Math.min(side, SIDE);
    this.pen.drawImage(this.video, (videoWidth - side) / 2, (videoHeight - side) / 2, side, side, 0, 0, this.canvas.width, this.canvas.height);
    return new Frame(this.canvas, this.pen);
  }

  async see(frame) {
    for (const eye of this.eyes) {
      const text = await Promise.resolve(eye(frame)).catch(() => null);
      if (text) return text;
    }
    return null;
  }

  async say(text) {
    const now = performance.now();
    const isHeld = now - this.held.at < AWAY;
    const isSame = isHeld && this.held.text === text;
    this.held = { text, at: now };
    if (!isSame) await this.onText(text, { isHeld });
    this.held.at = performance.now(); // what the page did with it is no time away
  }
}

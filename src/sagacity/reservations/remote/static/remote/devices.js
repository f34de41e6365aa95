// Camera and microphone: asked for once, with words for each way in which there is none to be had.
const WANTED = { width: { ideal: 1280 }, height: { ideal: 720 } };

const why = (problem) => {
  if (problem.name === "NotAllowedError" || problem.name === "SecurityError") return "refused";
  if (problem.name === "NotReadableError" || problem.name === "AbortError") return "busy";
  return "missing";
};

// The stream, as much of it as there is, and what is lacking: "", "refused", "busy", "missing", "insecure"; then "no_camera", "no_microphone".
export async function open(camera = "") {
  if (!navigator.mediaDevices?.getUserMedia) return { stream: null, problem: "insecure" };
  const video = camera ? { ...WANTED, deviceId: { exact: camera } } : WANTED;
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ video, audio: true }), problem: "" };
  } catch (problem) {
    if (why(problem) === "refused") return { stream: null, problem: "refused" };
    const first = why(problem);
    for (const [wanted, lacking] of [[{ audio: true }, "no_camera"], [{ video }, "no_microphone"]]) {
      try { return { stream: await navigator.mediaDevices.getUserMedia(wanted), problem: lacking }; } catch { /* the other one */ }
    }
    return { stream: null, problem: first };
  }
}

export async function cameras(stream) {
  const used = stream?.getVideoTracks()[0]?.getSettings().deviceId;
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((one) => one.kind === "videoinput").map(({ deviceId, label }) => ({ id: deviceId, label, isUsed: deviceId === used }));
}

// How loud it is, 0 to 1, a few times a second, until the stream ends.
export function listen(stream, show) {
  if (!stream?.getAudioTracks().length) return;
  const context = new AudioContext();
  const eye = context.createAnalyser();
  eye.fftSize = 512;
  context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(eye);
  const wave = new Uint8Array(eye.fftSize);
  const timer = setInterval(() => {
    if (!stream.getAudioTracks().some((one) => one.readyState === "live")) { clearInterval(timer); context.close(); return; }
    eye.getByteTimeDomainData(wave);
    show(Math.min(1, Math.max(...wave.map((one) => Math.abs(one - 128))) / 64));
  }, 200);
}

// What the camera sees now, as a JPEG.
export function still(video, canvas) {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
}

// Pictures and sound, from browser to browser. Of two seats the one named first calls the other.
const ORDER = ["clerk", "resident", "interpreter"];
const TOGETHER = 150; // milliseconds: ways to a browser are said together
const PATIENCE = 4000; // a connection that comes back by itself is left alone for so long

export class Peers {
  // `say(kind, body, to)`, `onStream(role, stream)`, `onState(role, state)`; `run` names this page: older pages are not meant.
  constructor({ role, run, servers, say, onStream, onState }) {
    Object.assign(this, { role, run, servers, say, onStream, onState, stream: null, peers: new Map() });
  }

  hello() {
    this.say("hello", { run: this.run });
  }

  async use(stream) {
    this.stream = stream;
    for (const { pc } of this.peers.values()) await this.fill(pc);
  }

  async heard({ sender, to, kind, body }) {
    if (sender === this.role || !ORDER.includes(sender)) return;
    if (kind === "hello") return this.met(sender, body, to);
    if (body.run !== this.run) return;
    let peer = this.peers.get(sender);
    if (kind === "offer") {
      if (peer?.run !== body.from) peer = this.make(sender, body.from);
      await this.answer(peer, body.sdp);
    } else if (peer?.run !== body.from) {
      return;
    } else if (kind === "answer") {
      if (peer.pc.signalingState !== "have-local-offer") return;
      await peer.pc.setRemoteDescription({ type: "answer", sdp: body.sdp });
      await this.take(peer);
    } else if (kind === "candidates") {
      peer.early.push(...body.candidates);
      if (peer.pc.remoteDescription) await this.take(peer);
    }
  }

  async met(other, { run, again }, to) {
    const known = this.peers.get(other);
    const calls = ORDER.indexOf(this.role) < ORDER.indexOf(other);
    if (known?.run === run) {
      if (calls && again) await this.offer(known, true);
      return;
    }
    const peer = this.make(other, run);
    if (calls) await this.offer(peer, false);
    else if (!to) this.say("hello", { run: this.run }, other);
  }

  make(other, run) {
    this.drop(other);
    const pc = new RTCPeerConnection({ iceServers: this.servers });
    const peer = { other, run, pc, early: [], ways: [], stream: new MediaStream() };
    this.peers.set(other, peer);
    pc.ontrack = ({ track }) => { peer.stream.addTrack(track); this.onStream(other, peer.stream); };
    pc.onicecandidate = ({ candidate }) => candidate && this.way(peer, candidate);
    pc.onconnectionstatechange = () => this.changed(peer);
    return peer;
  }

  drop(other) {
    const peer = this.peers.get(other);
    if (!peer) return;
    clearTimeout(peer.waits);
    peer.pc.onconnectionstatechange = null;
    peer.pc.close();
    this.peers.delete(other);
  }

  close() {
    for (const other of [...this.peers.keys()]) this.drop(other);
  }

  changed(peer) {
    const state = peer.pc.connectionState;
    this.onState(peer.other, state);
    clearTimeout(peer.waits);
    if (state === "failed") this.mend(peer);
    if (state === "disconnected") peer.waits = setTimeout(() => this.mend(peer), PATIENCE);
  }

  // After a break: the caller calls again, the other one asks to be called.
  mendAll() {
    for (const peer of this.peers.values()) if (peer.pc.connectionState !== "connected") this.mend(peer);
  }

  mend(peer) {
    if (ORDER.indexOf(this.role) < ORDER.indexOf(peer.other)) this.offer(peer, true);
    else this.say("hello", { run: this.run, again: true }, peer.other);
  }

  async fill(pc) {
    for (const transceiver of pc.getTransceivers()) {
      const kind = transceiver.receiver.track.kind;
      transceiver.direction = "sendrecv";
      await transceiver.sender.replaceTrack(this.stream?.getTracks().find((one) => one.kind === kind) ?? null);
    }
  }

  async offer(peer, again) {
    const { pc } = peer;
    if (pc.signalingState === "have-local-offer" && !again) return;
    if (!pc.getTransceivers().length) for (const kind of ["audio", "video"]) pc.addTransceiver(kind);
    await this.fill(pc);
    await pc.setLocalDescription(await pc.createOffer({ iceRestart: again }));
    this.say("offer", { run: peer.run, from: this.run, sdp: pc.localDescription.sdp }, peer.other);
  }

  async answer(peer, sdp) {
    await peer.pc.setRemoteDescription({ type: "offer", sdp });
    await this.fill(peer.pc);
    await peer.pc.setLocalDescription(await peer.pc.createAnswer());
    this.say("answer", { run: peer.run, from: this.run, sdp: peer.pc.localDescription.sdp }, peer.other);
    await this.take(peer);
  }

  async take(peer) {
    for (const candidate of peer.early.splice(0)) {
      try { await peer.pc.addIceCandidate(candidate); } catch { /* a way that this browser does not know */ }
    }
  }

  way(peer, candidate) {
    peer.ways.push(candidate.toJSON());
    clearTimeout(peer.telling);
    peer.telling = setTimeout(() => {
      if (this.peers.get(peer.other) === peer) this.say("candidates", { run: peer.run, from: this.run, candidates: peer.ways.splice(0) }, peer.other);
    }, TOGETHER);
  }
}

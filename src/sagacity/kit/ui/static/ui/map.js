// <sg-map>: a picture beside a list. Leaflet draws; this file fetches what lies in view and speaks the page's language.
const MOST_PINS = 120; // above this the points are canvas dots: pins as elements would be slow on cheap phones
const MOST_STOPS = 20; // more stops of Tab would stand between a keyboard and the list, which holds the same places

class SgMap extends HTMLElement {
  connectedCallback() {
    const L = window.L;
    if (!L || this.map) return;
    this.replaceChildren();
    const ground = document.createElement("div");
    this.append(ground);
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(ground, {
      preferCanvas: true,
      zoomControl: false,
      zoomAnimation: !this.still,
      fadeAnimation: !this.still,
      markerZoomAnimation: !this.still,
      minZoom: 8,
      maxZoom: 18,
    });
    ground.setAttribute("role", "application");
    ground.setAttribute("aria-label", this.getAttribute("aria-label"));
    this.map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: this.say("zoomIn"), zoomOutTitle: this.say("zoomOut") }).addTo(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    this.ground();
    this.layer = L.layerGroup().addTo(this.map);
    this.voice();
    if (this.hasAttribute("data-locate") && navigator.geolocation) this.locateButton();
    this.map.on("moveend", () => this.soon());
    this.map.setView([Number(this.dataset.lat), Number(this.dataset.lng)], Number(this.dataset.zoom));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.map?.remove();
    this.map = undefined;
  }

  say(key, words = {}) {
    const text = this.dataset[`say${key[0].toUpperCase()}${key.slice(1)}`] ?? "";
    return text.replace(/\{(\w+)\}/g, (_all, name) => words[name] ?? "");
  }

  // Tiles when the city has set some; else its own boundary on plain ground.
  ground() {
    const { tileUrl, tileCredit } = this.dataset;
    if (tileUrl) {
      window.L.tileLayer(tileUrl, { maxZoom: 18, attribution: credit(tileCredit) }).addTo(this.map);
    } else {
      this.bounds();
    }
    if (this.dataset.boundary) {
      fetch(this.dataset.boundary)
        .then((answer) => (answer.ok ? answer.json() : null))
        .then((shape) => shape && window.L.geoJSON(shape, { interactive: false, style: LINE }).addTo(this.map))
        .catch(() => {}); // the points matter, the line is a help
    }
  }

  bounds() {
    const [south, west, north, east] = this.dataset.bounds.split(",").map(Number);
    window.L.rectangle([[south, west], [north, east]], { ...LINE, fillColor: "#fff", fillOpacity: 0.7 }).addTo(this.map);
  }

  voice() {
    this.quiet = document.createElement("p");
    this.quiet.className = "sg-sr";
    this.quiet.setAttribute("role", "status");
    this.loud = document.createElement("p");
    this.loud.className = "sg-map__say";
    this.loud.setAttribute("role", "alert");
    this.loud.hidden = true;
    this.append(this.quiet, this.loud);
  }

  tell(text) {
    this.loud.textContent = text;
    this.loud.hidden = !text;
  }

  locateButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sg-map__locate";
    button.append(this.icon("locate"), this.say("locate"));
    button.addEventListener("click", () => this.locate());
    this.append(button);
  }

  // Only when pressed: the place never leaves the phone, it only moves the map.
  locate() {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.tell("");
        const here = [coords.latitude, coords.longitude];
        this.me?.remove();
        this.me = window.L.circleMarker(here, { radius: 9, color: "#fff", weight: 3, fillColor: "#c74700", fillOpacity: 1 })
          .bindTooltip(this.say("here"))
          .addTo(this.map);
        this.map.setView(here, Math.max(this.map.getZoom(), 15), { animate: !this.still });
        this.dispatchEvent(new CustomEvent("sg-located", { bubbles: true, detail: { latitude: here[0], longitude: here[1] } }));
      },
      () => this.tell(this.say("notLocated")),
      { timeout: 10000, maximumAge: 60000 },
    );
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), 150);
  }

  async load() {
    this.asking?.abort();
    this.asking = new AbortController();
    const box = this.map.getBounds();
    const address = new URL(this.dataset.features, document.baseURI);
    const sides = [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()];
    address.searchParams.set("bbox", sides.map((side) => side.toFixed(5)).join(","));
    address.searchParams.set("zoom", this.map.getZoom());
    try {
      const answer = await fetch(address, { signal: this.asking.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.draw((await answer.json()).features);
      this.tell("");
    } catch (problem) {
      if (problem.name !== "AbortError") this.tell(this.say("failed"));
    }
  }

  draw(features) {
    const held = this.opened;
    this.layer.clearLayers();
    const singles = features.filter((each) => each.properties.count === 1 || each.properties.key);
    const asPins = singles.length <= MOST_PINS;
    this.stops = features.length <= MOST_STOPS;
    let total = 0;
    for (const feature of features) {
      if (!feature.geometry) continue;
      const [longitude, latitude] = feature.geometry.coordinates;
      const about = feature.properties;
      total += about.count ?? 1;
      const mark = about.key ? this.point([latitude, longitude], about, asPins) : this.cluster([latitude, longitude], about);
      this.layer.addLayer(mark);
      if (about.key && about.key === (held ?? (this.greeted ? "" : this.dataset.focus))) mark.openPopup();
    }
    this.greeted = true;
    this.quiet.textContent = this.say("shown", { count: total });
  }

  point(at, about, asPin) {
    const focus = about.key === this.dataset.focus;
    const mark = asPin || focus ? this.pin(at, about, focus) : window.L.circleMarker(at, DOT);
    mark.bindPopup(() => this.popup(about), { autoPanPadding: [16, 56] });
    mark.on("popupopen", () => { this.opened = about.key; });
    mark.on("popupclose", () => { if (this.map && mark._map) this.opened = undefined; });
    return mark;
  }

  pin(at, about, focus) {
    const shape = document.createElement("span");
    shape.append(this.icon(about.icon ?? "location"));
    const icon = window.L.divIcon({
      className: focus ? "sg-map__pin sg-map__pin--focus" : "sg-map__pin",
      html: shape,
      iconSize: [36, 44],
      iconAnchor: [18, 44],
      popupAnchor: [0, -40],
    });
    return window.L.marker(at, { icon, alt: about.name, title: about.name, keyboard: this.stops, riseOnHover: true });
  }

  cluster(at, about) {
    const size = about.count < 10 ? 44 : about.count < 100 ? 50 : 58;
    const text = document.createTextNode(about.count);
    const holder = document.createElement("span");
    holder.append(text);
    const label = this.say("cluster", { count: about.count });
    const icon = window.L.divIcon({ className: "sg-map__cluster", html: holder, iconSize: [size, size] });
    return window.L.marker(at, { icon, alt: label, title: label, keyboard: this.stops }).on("click", () => {
      this.map.setView(at, Math.min(this.map.getZoom() + 2, 18), { animate: !this.still });
    });
  }

  popup(about) {
    const body = document.createElement("div");
    const name = document.createElement("p");
    const strong = document.createElement("strong");
    strong.textContent = about.name;
    name.append(strong);
    body.append(name);
    if (about.note) {
      const note = document.createElement("p");
      note.textContent = about.note;
      body.append(note);
    }
    if (about.url) {
      const link = document.createElement("a");
      link.href = about.url;
      link.textContent = this.say("open");
      body.append(link);
    }
    return body;
  }

  icon(name) {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawing.setAttribute("class", "sg-icon");
    drawing.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${this.dataset.icons}#${name}`);
    drawing.append(use);
    return drawing;
  }
}

const LINE = { color: "#767676", weight: 2, dashArray: "6 4", fillOpacity: 0 };
const DOT = { radius: 8, color: "#fff", weight: 2, fillColor: "#0017c1", fillOpacity: 1 };

function credit(text) {
  const [, words, address] = /^(.*?)(?:\s+(https:\/\/\S+))?$/.exec(text ?? "") ?? [];
  const holder = document.createElement(address ? "a" : "span");
  holder.textContent = words ?? "";
  if (address) holder.href = address;
  return holder.outerHTML;
}

customElements.define("sg-map", SgMap);

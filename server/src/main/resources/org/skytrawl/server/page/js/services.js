// The services of the run that is shown: read as a list, then kept by the lines of the log.
import { api } from "./api.js";
import { byId, idOf } from "./fates.js";
import { set } from "./store.js";

const DRAW_MS = 200;
const READ_MS = 1500;
const RUNNING_MS = 3000;

export class ServiceList {
  #runId;
  #services = new Map();
  // the lines of the log do not name the table of a service that is not asked: null where two have the same name
  #ids = new Map();
  #sinceRead = [];
  #reading = false;
  #drawing = null;
  #later = null;
  #closed = false;

  constructor(runId) {
    this.#runId = runId;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#drawing);
    clearTimeout(this.#later);
  }

  /** How far the run is. The log has no line for a service that begins, so the list is read again for that. */
  progress({ toAsk, running }) {
    if (toAsk > 0 && this.#services.size === 0) {
      this.#readLater(0);
    } else if (running > 0) {
      this.#readLater(RUNNING_MS);
    }
  }

  /** The line of a service that has ended. */
  ended(line) {
    if (this.#reading) {
      this.#sinceRead.push(line);
    }
    if (!this.#apply(line)) {
      this.#readLater(READ_MS);
    }
  }

  async read() {
    if (this.#reading) {
      this.#readLater(READ_MS);
      return;
    }
    this.#reading = true;
    this.#sinceRead = [];
    try {
      const { services } = await api.get("runs/" + encodeURIComponent(this.#runId) + "/services");
      this.#services = byId(services);
      this.#ids = new Map();
      for (const service of services) {
        const name = nameOf(service.ivoid, service.protocol, service.url);
        this.#ids.set(name, this.#ids.has(name) ? null : idOf(service));
      }
      this.#sinceRead.forEach((line) => this.#apply(line));
      this.#draw();
    } catch (e) {
      if (e.status === 0 || e.status >= 500 || e.status === 429) {
        this.#readLater(5 * READ_MS);
      }
    } finally {
      this.#reading = false;
    }
  }

  #readLater(ms) {
    if (!this.#closed) {
      this.#later ??= setTimeout(() => {
        this.#later = null;
        this.read();
      }, ms);
    }
  }

  /** Whether the line's service is known. */
  #apply(line) {
    const id = this.#ids.get(nameOf(line.ivoid, line.protocol, line.access_url));
    const service = id && this.#services.get(id);
    if (!service) {
      return false;
    }
    this.#services.set(id, { ...service, state: "ended", outcome: line, query: line.query ?? service.query });
    this.#draw();
    return true;
  }

  #draw() {
    if (!this.#closed) {
      this.#drawing ??= setTimeout(() => {
        this.#drawing = null;
        set({ services: new Map(this.#services) });
      }, DRAW_MS);
    }
  }
}

const nameOf = (ivoid, protocol, url) => protocol + " " + ivoid + " " + url;

/* The learner's journal on this device: opened, added to, merged with a file, erased; one for all scripts of a page, and
   one content for all tabs.
   Lives here: when an entry counts as kept, the union of the two copies, what tabs tell each other.
   May not live here: what an entry is (see journal.js), how each copy is written (see database.js, mirror.js), words. */

import { Database } from "./database.js";
import { idOf, isEntry, made, merged, same, timeAfter } from "./journal.js";
import { Mirror } from "./mirror.js";

const PATIENCE = 3_000; // milliseconds after which a database that does not answer is done without, until it does
const EACH = 2; // milliseconds more for each entry of a file: thousands of them take a slow device a while
const FRESH = 2_000; // milliseconds after which another tab's erasure is history: whoever sleeps reads again, and writes nothing

const devices = new Map();

/** The device of a course: the same for the same course. Never rejects, and waits for no browser without end. */
export function openDevice(course) {
  if (!devices.has(course)) devices.set(course, Device.open(course));
  return devices.get(course);
}

const idsOf = (entries) => new Set(entries.map(({ id }) => id));

class Device extends EventTarget {
  #course;
  #database;
  #mirror;
  #channel;
  #entries = Object.freeze([]);
  #strangers = [];
  #texts = new Map(); // entries by their text in the mirror: read again, they need not be looked at again
  #answers = "late"; // what the database did last: "kept", "full", "forbidden", or nothing yet
  #pending = new Map(); // on their way to the device
  #writes = new Set(); // the promises of those
  #loose = new Map(); // in this page only: the device would not have them
  #gone = { ids: new Set(), until: 0 }; // what was erased a moment ago: who still speaks of it has not heard
  #told; // the state that was last told
  #asked = false;

  constructor(course) {
    super();
    this.#course = course;
    this.#database = new Database(course);
    this.#mirror = new Mirror(course);
  }

  static async open(course) {
    const device = new Device(course);
    device.#listen();
    await inTime(device.#read()).catch(() => {});
    device.#told = device.state;
    return device;
  }

  get entries() {
    return this.#entries;
  }

  /** "kept"; "full": what came last is in this page only; "forbidden": everything is. */
  get state() {
    const copies = [this.#answers, this.#mirror.state];
    if (!copies.some((copy) => copy === "kept" || copy === "full")) return "forbidden";
    return this.#loose.size ? "full" : "kept";
  }

  /** Whether what is acknowledged survives the browser's sudden end; with the mirror alone, its last seconds may not. */
  get durable() {
    return this.#answers === "kept";
  }

  /** What stands in the journal's place and is no entry of this course: counts for nothing, and is left alone. */
  get strangers() {
    return this.#strangers;
  }

  /** Add an entry. It counts in this page at once; true once the device has it, false when it will not.
      Throws where the fields are not those of the kind. */
  async add(kind, fields) {
    const id = idOf(crypto.getRandomValues(new Uint8Array(10)));
    const entry = made(this.#course, kind, fields, { id, at: timeAfter(this.#entries.at(-1), Date.now()) });
    this.#pending.set(id, entry);
    const mirrored = this.#mirror.put([entry]);
    this.#take([entry]);
    if (kind === "answer") this.#ask();
    const write = this.#put(entry);
    this.#writes.add(write);
    const kept = (await write) || mirrored;
    this.#writes.delete(write);
    const counts = this.#pending.delete(id); // unless it was erased meanwhile
    if (counts && kept) this.#tell({ added: [entry] });
    if (counts && !kept) this.#loose.set(id, entry);
    this.#tellState();
    return kept;
  }

  /** Take entries of a file in, all or none of them: how many are new or replace one, and whether the device has them. */
  async merge(entries) {
    const asked = merged(entries.filter((entry) => this.#isOurs(entry)));
    let written = null;
    try {
      written = await inTime(this.#database.join(asked, isEntry), PATIENCE + (this.durable ? asked.length * EACH : 0));
      this.#answers = "kept";
    } catch (error) {
      this.#failed(error);
    }
    const news = this.#news(asked);
    const lacking = [...news, ...asked.filter(({ id }) => this.#loose.has(id) && !news.some((entry) => entry.id === id))];
    const mirrored = written ? this.#mirror.put(lacking) : this.#mirror.putAll(lacking);
    if (!written && !mirrored) return { added: 0, kept: false };
    for (const { id } of asked) this.#loose.delete(id);
    this.#take(news);
    this.#tell({ added: news });
    this.#tellState();
    return { added: news.length, kept: true };
  }

  /** Erase the journal, here and in the other tabs; true once nothing is left on the device. */
  async erase() {
    await inTime(Promise.allSettled(this.#writes)).catch(() => {});
    const gone = idsOf(this.#entries);
    for (const [id] of this.#mirror.read()) gone.add(id);
    const never = this.#answers === "forbidden"; // the browser gave no database: there is nothing in it
    let done = true;
    try {
      for (const id of await inTime(this.#database.erase())) gone.add(id);
    } catch (error) {
      this.#failed(error);
      done = never && error !== LATE;
    }
    if (!this.#mirror.drop(gone) && this.#mirror.state !== "forbidden") done = false;
    this.#strangers = [];
    this.#forget(gone);
    this.#tell({ erased: [...gone], at: Date.now() });
    await this.#again();
    return done;
  }

  // --- the two copies ------------------------------------------------------------------------------

  #isOurs(value) {
    return isEntry(value) && value.course === this.#course;
  }

  /** Read both copies, and give each what only the other has. */
  async #read() {
    const mirror = this.#readMirror();
    this.#show(mirror.entries, mirror.strangers);
    let found;
    try {
      found = await this.#database.read();
      this.#answers = "kept";
    } catch (error) {
      this.#failed(error);
      this.#tellState();
      return;
    }
    const database = found.filter((value) => this.#isOurs(value));
    const others = found.filter((value) => !this.#isOurs(value));
    const again = this.#readMirror(); // another tab may have written or erased meanwhile
    const union = merged(database, again.entries);
    this.#show(union, [...again.strangers, ...others]);
    this.#tellState();
    const there = new Map(again.entries.map((entry) => [entry.id, entry]));
    const taken = new Set(again.strangers.map(({ id }) => id));
    this.#mirror.put(union.filter((entry) => !taken.has(entry.id) && !(there.has(entry.id) && same(there.get(entry.id), entry))));
    const known = new Map(database.map((entry) => [entry.id, entry]));
    const lacking = union.filter((entry) => known.get(entry.id) !== entry);
    if (lacking.length) await this.#database.join(lacking, isEntry).catch((error) => this.#failed(error));
  }

  #readMirror() {
    const entries = [];
    const strangers = [];
    const before = this.#texts;
    this.#texts = new Map();
    for (const [id, text] of this.#mirror.read()) {
      const known = before.get(id);
      if (known?.text === text) {
        this.#texts.set(id, known);
        entries.push(known.value);
        continue;
      }
      let value;
      try {
        value = JSON.parse(text);
      } catch {
        value = undefined;
      }
      if (this.#isOurs(value) && value.id === id) {
        entries.push(value);
        this.#texts.set(id, { text, value });
      } else strangers.push({ id, text });
    }
    return { entries, strangers };
  }

  async #put(entry) {
    // What the device refused before goes along with what it takes now; if that is too much, the new one goes alone.
    const loose = [...this.#loose.values()];
    const attempts = loose.length ? [[...loose, entry], [entry]] : [[entry], [entry]];
    for (const entries of attempts) {
      const put = this.#database.put(entries).then(() => {
        this.#answers = "kept";
        for (const { id } of entries) this.#loose.delete(id);
      });
      try {
        await inTime(put);
        return true;
      } catch (error) {
        this.#failed(error);
        if (error === LATE) {
          put.then(() => this.#tellState(), () => {}); // should it come to an end after all
          return false;
        }
        if (this.#answers === "full" && entries.length === 1) return false;
      }
    }
    return false;
  }

  #failed(error) {
    if (error === LATE) this.#answers = "late";
    else this.#answers = error?.name === "QuotaExceededError" ? "full" : "forbidden";
  }

  // --- what this page holds ------------------------------------------------------------------------

  #news(entries) {
    const known = new Map(this.#entries.map((entry) => [entry.id, entry]));
    return merged(this.#entries, entries).filter((entry) => known.get(entry.id) !== entry);
  }

  #take(entries) {
    const news = this.#news(entries);
    if (news.length === 0) return;
    this.#entries = merged(this.#entries, news);
    this.dispatchEvent(new Event("change"));
  }

  #show(entries, strangers) {
    this.#strangers = strangers;
    const shown = merged(entries, this.#pending.values(), this.#loose.values());
    if (shown.length === this.#entries.length && shown.every((entry, at) => same(entry, this.#entries[at]))) return;
    this.#entries = shown;
    this.dispatchEvent(new Event("change"));
  }

  #forget(gone) {
    this.#gone = { ids: gone, until: Date.now() + FRESH };
    this.#loose.clear(); // of before the erasure, whoever ordered it
    for (const id of gone) this.#pending.delete(id);
    const left = this.#entries.filter(({ id }) => !gone.has(id));
    if (left.length === this.#entries.length) return;
    this.#entries = Object.freeze(left);
    this.dispatchEvent(new Event("change"));
  }

  #tellState() {
    if (this.#told === undefined || this.#told === this.state) return;
    this.#told = this.state;
    this.dispatchEvent(new Event("change"));
  }

  // --- other tabs ----------------------------------------------------------------------------------

  #listen() {
    try {
      this.#channel = new BroadcastChannel(`parcours ${this.#course}`);
      this.#channel.addEventListener("message", ({ data }) => this.#hear(data));
    } catch {
      // an old browser: its tabs hear of each other by the mirror
      addEventListener("storage", ({ key }) => {
        if (this.#mirror.owns(key)) this.#read();
      });
    }
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) this.#read(); // it slept, and heard nothing
    });
  }

  #tell(message) {
    try {
      this.#channel?.postMessage(message);
    } catch {
      // the others read when they are opened
    }
  }

  #hear({ added, erased, at }) {
    const back = (id) => Date.now() < this.#gone.until && this.#gone.ids.has(id);
    if (Array.isArray(added)) this.#take(added.filter((entry) => this.#isOurs(entry) && !back(entry.id)));
    if (!Array.isArray(erased)) return;
    const gone = new Set(erased);
    this.#forget(gone);
    if (Math.abs(Date.now() - at) < FRESH) this.#clean(gone);
    else this.#read();
  }

  /** Another tab erases at this moment: what this one may have been about to write back goes, what came later stays. */
  async #clean(gone) {
    this.#mirror.drop(gone);
    await this.#database.drop([...gone]).catch(() => {});
    await this.#again();
    await this.#read();
  }

  /** What was added while the journal was being erased is written again: the database may have gone with it. */
  async #again() {
    const later = this.#entries.filter(({ id }) => !this.#loose.has(id));
    if (later.length) await inTime(this.#database.join(later, isEntry)).catch((error) => this.#failed(error));
  }

  // --- being kept for long -------------------------------------------------------------------------

  /** Ask the browser, once per page, not to clear this site's data when room is short. */
  #ask() {
    if (this.#asked) return;
    this.#asked = true;
    try {
      navigator.storage?.persist?.().catch(() => {});
    } catch {
      // it keeps what it likes
    }
  }
}

const LATE = new DOMException("late", "TimeoutError");

/** A promise, or LATE when it takes too long. */
function inTime(promise, patience = PATIENCE) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(LATE), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

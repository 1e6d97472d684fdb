/* <parcours-check>: an attestation read from a photo, a file or a text, and what is to be said of it. Nothing is sent.
   Lives here: the form, the verdict's nodes, pictures made into squares. May not live here: how one is read (badge.js,
   attestation.js), what is sound (soundness.js), how the sheet is written (sheet.js), words. */

import { MIN_WORD, plainCode, plainWord, textOf } from "./attestation.js";
import { MAX_FILE, readAttestation } from "./badge.js";
import { courseOf, thisPage } from "./course.js";
import { dayOf, filled, made, writeSheet } from "./sheet.js";
import { isSound, judge, NOTES } from "./soundness.js";

const SIDES = [1400, 900, 2200, 500]; // pixels: a code may be lost in too many of them as in too few
const PATIENCE = 4_000; // milliseconds for each

/** The text of the QR code in a picture; null when none is found. Rejects when the picture cannot be read. */
async function textIn(file) {
  const { decodeQR } = await import("../qr/decode.js");
  const picture = await createImageBitmap(file);
  const most = Math.max(picture.width, picture.height);
  const tried = new Set();
  for (const side of SIDES) {
    const scale = Math.min(1, side / most);
    const [width, height] = [picture.width, picture.height].map((length) => Math.max(1, Math.round(length * scale)));
    if (tried.has(width)) continue;
    tried.add(width);
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#fff"; // under a picture that lets through what is behind it
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0, width, height);
    try {
      return decodeQR(context.getImageData(0, 0, width, height), { effort: Infinity, timeLimit: PATIENCE });
    } catch {
      // no code at this size
    }
  }
  return null;
}

class Check extends HTMLElement {
  #words;
  #index;
  #given = ""; // what was read last, from wherever
  #file = ""; // name of the chosen file that it was read from, if any
  #encode = null;
  #turn = 0;

  connectedCallback() {
    if (this.#words) return;
    this.#words = JSON.parse(this.dataset.words);
    this.#begin();
  }

  async #begin() {
    try {
      this.#index = await courseOf(thisPage());
    } catch {
      this.#part("script").hidden = true;
      this.#part("failed").hidden = false;
      return;
    }
    this.#encode = await import("../qr/index.js").then((qr) => qr.encodeQR, () => null);
    const check = () => {
      if (!this.#file) this.#given = this.#field("text").value;
      this.#answer();
    };
    this.querySelector("[data-action=check]").addEventListener("click", check);
    this.#field("text").addEventListener("input", () => this.#keep("")); // a text one pastes takes the place of a file
    for (const name of ["word", "printed"]) {
      this.#field(name).addEventListener("input", () => this.#tell(name, ""));
      this.#field(name).addEventListener("keydown", ({ key, isComposing }) => key === "Enter" && !isComposing && check());
    }
    const [photo, file] = [this.#field("photo"), this.#field("file")];
    photo.addEventListener("change", () => this.#take(photo, textIn, "no-picture"));
    file.addEventListener("change", () => this.#take(file, (one) => one.slice(0, MAX_FILE + 1).text(), "no-file"));
    this.#part("script").hidden = true;
    this.#part("form").hidden = false;
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  /** The fields by their names; no form stands in the page: nothing could be sent. */
  #field(name) {
    return this.#part("form").querySelector(`[name="${name}"]`);
  }

  #say(text) {
    this.#part("status").textContent = text;
  }

  /** The name of the file that the next check is about; none when it is about the text. */
  #keep(name) {
    this.#file = name;
    const chosen = this.#part("chosen");
    chosen.hidden = !name;
    chosen.textContent = name && filled(this.#words.chosen, { name });
  }

  /** What a chosen file says is judged at once: a photo's code goes into the text, a badge is known by its name. */
  async #take(input, read, fault) {
    const [file] = input.files;
    if (!file) return;
    const turn = ++this.#turn;
    this.#keep("");
    this.#part("answer").hidden = true;
    this.#say(this.#words.reading);
    let text = null;
    try {
      text = await read(file);
    } catch {
      if (turn === this.#turn) this.#say(this.#words[fault]);
      return;
    } finally {
      input.value = ""; // the same file can be chosen again
    }
    if (turn !== this.#turn) return;
    if (text === null) {
      this.#say(this.#words["no-code"]);
      return;
    }
    const badge = input.name === "file";
    this.#field("text").value = badge ? "" : text;
    this.#keep(badge ? file.name : "");
    this.#given = text;
    this.#answer();
  }

  #tell(name, fault) {
    this.querySelector(`[data-fault="${name}"]`).textContent = fault ? this.#words[fault] : "";
    this.#field(name).setAttribute("aria-invalid", String(Boolean(fault)));
  }

  /** What whoever checks knows besides; null, told and in focus, when it cannot be understood. */
  #checker() {
    const [word, printed] = [this.#field("word"), this.#field("printed")];
    const known = { word: plainWord(word.value), printed: plainCode(printed.value), today: dayOf(new Date()) };
    const faults = {
      word: word.value.trim() && known.word.length < MIN_WORD ? "word-short" : "",
      printed: printed.value.trim() && !known.printed ? "printed-wrong" : "",
    };
    for (const [name, fault] of Object.entries(faults)) this.#tell(name, fault);
    const wrong = Object.keys(faults).find((name) => faults[name]);
    if (!wrong) return known;
    this.#field(wrong).focus();
    return null;
  }

  #answer() {
    const checker = this.#checker();
    if (!checker) {
      this.#say("");
      return;
    }
    const read = readAttestation(this.#given);
    if (read.refusal) this.#verdict("refused", [made("p", this.#words[`refusal-${read.refusal}`])]);
    else this.#judged(read, checker);
    this.#part("told").hidden = Boolean(read.refusal);
    this.#part("answer").hidden = false;
    this.querySelector("#verdict").focus();
  }

  /** The verdict is the title of what follows: whoever hears the page hears it when it takes the focus. */
  #verdict(name, more) {
    const title = this.querySelector("#verdict");
    const place = this.#part("verdict");
    title.dataset.verdict = place.dataset.verdict = name;
    title.textContent = this.#words[name];
    const chosen = this.#file ? [made("p", this.#part("chosen").textContent)] : [];
    place.replaceChildren(...chosen, ...more);
    this.#say("");
  }

  #judged(read, checker) {
    const findings = judge(read, this.#index, checker);
    const sound = isSound(findings);
    const notes = findings.filter(({ rule }) => NOTES.includes(rule));
    const faults = findings.filter(({ rule }) => !NOTES.includes(rule));
    const more = [made("p", this.#words[sound ? "sound-says" : "unsound-says"])];
    if (faults.length) {
      const list = document.createElement("ul");
      list.append(...faults.map((one) => made("li", this.#sentence(one))));
      more.push(list);
    }
    more.push(...notes.map((one) => made("p", filled(this.#words.note, { sentence: this.#sentence(one) }))));
    this.#verdict(sound ? "sound" : "unsound", more);
    this.#sheet(read);
  }

  #sentence({ rule, module, written, expected }) {
    const sentence = filled(this.#words[`rule-${rule}`], { written, expected });
    if (!module) return sentence;
    const title = this.#index.modules.find(({ id }) => id === module)?.title ?? module;
    return filled(this.#words.about, { module: title, sentence });
  }

  #sheet({ content, code }) {
    const own = content.course === this.#index.course;
    const same = own && content.edition === this.#index.edition && content.audience === this.#index.audience;
    writeSheet(this.#part("sheet"), {
      content,
      code,
      text: textOf(content, code),
      index: {
        title: own ? this.#index.title : content.course,
        audienceName: same ? this.#index.audienceName : content.audience,
        modules: own ? this.#index.modules : [],
      },
      words: this.#words,
      language: this.dataset.language,
      publisher: [],
      encode: this.#encode,
    });
  }
}

customElements.define("parcours-check", Check);

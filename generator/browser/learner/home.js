/* <parcours-home> on the course's home page: where to go on and how many questions come back, in the room where a newcomer
   reads how to begin; how far one is, on each card. Lives here: what is shown when.
   May not live here: where the learner stands (see standing.js), words (they come from the page).
   Who has nothing on the device fetches nothing. */

import { addressOf, courseOf, thisPage } from "./course.js";
import { openDevice } from "./device.js";
import { View } from "./mine-view.js";
import { bar } from "./pictures.js";
import { standingOf } from "./standing.js";
import { Words, element, link } from "./words.js";

class ParcoursHome extends HTMLElement {
  #page;
  #words;
  #device;
  #first; // how the page came: for those who have done nothing yet, or erased it

  connectedCallback() {
    if (this.#page) return;
    this.#page = thisPage();
    if (this.#page) this.#start();
  }

  async #start() {
    this.#first = [this.querySelector(".pm-resume"), this.querySelector(".pm-mine span")];
    this.#words = new Words(this, this.#page.language);
    this.#device = await openDevice(this.#page.course);
    this.#device.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  async #draw() {
    let standing = null;
    let index = null;
    if (this.#device.entries.length) {
      try {
        index = await courseOf(this.#page);
      } catch {
        return; // the page stays as it came, and complete
      }
      standing = standingOf(this.#device.entries, index, Date.now());
    }
    this.#card(standing, index);
    const count = standing?.recalls.count ?? 0;
    this.querySelector(".pm-mine span").textContent = count ? ` · ${this.#words.count("recalls", { n: count })}` : "";
    for (const card of document.querySelectorAll(".pc-card[data-module]")) {
      this.#progress(card, standing?.modules.find(({ id }) => id === card.dataset.module));
    }
  }

  #card(standing, index) {
    const address = (url) => addressOf(this.#page, url);
    const view = new View(this.#words, this.#page.language, address);
    let card = this.#first[0];
    if (standing?.resume) card = view.resume(standing);
    else if (standing?.begun) card = this.#over(address(index.pages.attestation));
    const there = this.querySelector(".pm-resume");
    const focused = there === document.activeElement;
    if (card !== there) there.replaceWith(card);
    if (focused) card.focus();
  }

  #over(address) {
    const words = this.#words;
    const card = link("pm-resume", "", address);
    for (const part of ["over", "title"]) card.append(element("span", `pm-resume__${part}`, words.say(`all_${part}`)));
    card.append(element("span", "pm-resume__where", words.say("all_then")));
    return card;
  }

  /** A bar at the foot of a card, and the same in words beside its duration. */
  #progress(card, module) {
    for (const old of card.querySelectorAll(".pm-card__bar, .pm-card__word")) old.remove();
    if (!module?.percent) return;
    const word = module.finished ? this.#words.say("finished") : this.#words.say("percent", { n: module.percent });
    card.querySelector(".pc-meta > span:last-of-type").after(" ", element("span", "pm-card__word", word));
    card.append(element("div", "pm-card__bar", bar(module.percent)));
  }
}

customElements.define("parcours-home", ParcoursHome);

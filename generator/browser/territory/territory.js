/* `<parcours-territory>`: which territory a page speaks of, and the gestures to choose, change and forget it.
   The build writes the element with the sentence for the territory it filled in, and buttons that stay hidden without
   a script. Words come as JSON in `data-words`; addresses are relative to the page: `data-folder` (`/territories/`). */

import { chosen, choose, forget, refresh, conditionsOf, factsOf, CHANGED } from "./choice.js";
import { Chooser } from "./chooser.js";
import { fill } from "./slots.js";

const language = document.documentElement.lang.slice(0, 2);

function fillPage(choice) {
  fill(document, choice && factsOf(choice, language), choice && conditionsOf(choice));
  document.documentElement.toggleAttribute("data-territory-chosen", choice !== null);
}

class TerritoryElement extends HTMLElement {
  #words;
  #chooser;
  #state;
  #news;

  connectedCallback() {
    const { folder, digest, words } = this.dataset;
    this.#words = JSON.parse(words);
    this.#state = [...this.querySelector("[data-state]").cloneNode(true).childNodes];
    this.#news = this.querySelector("[role=status]");
    this.#chooser = new Chooser(this.#words, folder, async (place) => {
      const stays = await choose(place, folder, digest);
      this.#tell(stays ? this.#words.chosen : this.#words.unkept);
      this.querySelector("[data-choose]").focus();
    });
    this.querySelector("[data-choose]").addEventListener("click", () => this.#chooser.open());
    this.querySelector("[data-forget]").addEventListener("click", () => {
      forget();
      this.#tell(this.#words.forgotten);
      this.querySelector("[data-choose]").focus();
    });
    document.addEventListener(CHANGED, (event) => this.#show(event.detail));
    const choice = chosen();
    this.#show(choice);
    if (choice) refresh(choice, folder, digest);
    this.querySelector("[data-choose]").hidden = false;
  }

  #tell(text) {
    this.#news.textContent = text;
  }

  #show(choice) {
    const button = this.querySelector("[data-choose]");
    const state = this.querySelector("[data-state]");
    button.textContent = choice ? this.#words.change : this.#words.choose;
    this.querySelector("[data-forget]").hidden = choice === null;
    this.toggleAttribute("data-chosen", choice !== null);
    if (choice) {
      const facts = factsOf(choice, language);
      const strong = document.createElement("strong");
      strong.textContent = choice.commune ? facts["commune.name"] : facts["territory.name"];
      const more = choice.commune && choice.territory.kind !== "commune" ? ` (${facts["territory.name"]})` : "";
      const [before, after] = this.#words.yours.split("{name}");
      state.replaceChildren(before, strong, more, after);
    } else {
      state.replaceChildren(...this.#state.map((node) => node.cloneNode(true))); // the build's own words
    }
  }
}

document.addEventListener(CHANGED, (event) => fillPage(event.detail));
// The element first: it keeps the build's own sentence, to say it again when the choice is forgotten.
customElements.define("parcours-territory", TerritoryElement);
const first = chosen();
if (first) fillPage(first);

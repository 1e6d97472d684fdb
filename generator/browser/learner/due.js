/* On every page: how many questions come back today, beside the link to « Mon parcours ».
   Lives here: when it is looked up, where it is written. May not live here: what comes back (see recalls.js), words (each
   link carries its own). Waits for an idle moment, and fetches nothing for those who finished nothing. */

import { courseOf, thisPage } from "./course.js";
import { openDevice } from "./device.js";

const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 500));

async function countOf(page, device) {
  if (!device.entries.some(({ kind, done }) => kind === "answer" && done)) return 0;
  const [{ standingOf }, index] = await Promise.all([import("./standing.js"), courseOf(page)]);
  return standingOf(device.entries, index, Date.now()).recalls.count;
}

/** The number for those who see it, a sentence for those who hear it. Nobody waits for the manner of a language, which
    takes a page longer than all the rest of this, to say nothing. */
function write(place, count, language) {
  const [number, sentence] = place.children;
  const form = () => (new Intl.PluralRules(language).select(count) === "one" ? "one" : "other");
  number.textContent = count || "";
  sentence.textContent = count ? ` ${place.dataset[form()].replace("{n}", count)}` : "";
  place.hidden = !count;
}

async function start(page, places) {
  const device = await openDevice(page.course);
  const show = async () => {
    const count = await countOf(page, device).catch(() => 0);
    for (const place of places) write(place, count, page.language);
  };
  device.addEventListener("change", () => idle(show));
  show();
}

const page = thisPage();
const places = document.querySelectorAll("[data-pc-due]");
if (page && places.length) idle(() => start(page, places));

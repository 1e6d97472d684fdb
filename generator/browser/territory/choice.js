/* The learner's territory: kept on this device, fetched from this site, told to the page.
   Lives here: what is stored, under which key, and the event that says it changed.
   May not live here: what the page shows (see slots.js, chooser.js).

   What is kept: `{ digest, code, commune, territory }`; `territory` is the file the build published for a grouping (or
   for a commune in none), `commune` the INSEE code of the learner's commune, or null when the grouping itself was
   chosen. Without a choice there is nothing. */

const FORMAT = 1; // of the published files: see `territories/publication.py`
export const KEY = "parcours.territory";
export const CHANGED = "parcours:territory";

/** What was chosen, or null. A damaged or foreign value counts as none, and so does a choice made on another site of
    the same address: an edition that speaks of one territory lets nobody choose. */
export function chosen() {
  if (!document.querySelector("parcours-territory")) return null;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return typeof kept?.code === "string" && known(kept.territory) && (kept.commune === null || rowOf(kept) >= 0) ? kept : null;
  } catch {
    return null; // storage forbidden, or not ours
  }
}

const isObject = (value) => value !== null && typeof value === "object";

function known(territory) {
  if (territory?.format !== FORMAT || typeof territory.code !== "string") return false;
  const { members, facts, commune, conditions, communeConditions, communeCondition } = territory;
  return [members, conditions, communeConditions, communeCondition].every(Array.isArray)
    && members.length > 0 && members.every(Array.isArray) && communeConditions.every(Array.isArray)
    && isObject(facts) && Object.values(facts).every(isObject) && isObject(commune) && Object.values(commune).every(isObject);
}

/** The row of the learner's commune among the members; -1 for none. */
export function rowOf({ commune, territory }) {
  return territory.members.findIndex(([insee]) => insee === commune);
}

/** Every fact of a choice by its name, in a language: the texts that the build would have written. */
export function factsOf(choice, language) {
  const { facts, commune } = choice.territory;
  const found = { ...facts[language] };
  const row = rowOf(choice);
  if (row >= 0) {
    for (const [name, column] of [...Object.entries(commune[""] ?? {}), ...Object.entries(commune[language] ?? {})]) {
      found[name] = Array.isArray(column) ? column[row] : column;
    }
  }
  return found;
}

/** The names of the conditions that hold for a choice. */
export function conditionsOf(choice) {
  const { conditions, communeConditions, communeCondition } = choice.territory;
  const row = rowOf(choice);
  return new Set(row >= 0 ? (communeConditions[communeCondition[row]] ?? []) : conditions);
}

/** `gesture`: somebody has just chosen or forgotten, in this page; other news are the same choice again. */
function tell(choice, { gesture = false } = {}) {
  document.dispatchEvent(Object.assign(new CustomEvent(CHANGED, { detail: choice }), { gesture }));
}

/** Fetch a territory's file. Rejects when it cannot be had. `folder` is the address of `/territories/`. */
async function fetched(folder, file) {
  const answer = await fetch(`${folder}${encodeURIComponent(file)}.json`);
  if (!answer.ok) throw new Error(String(answer.status));
  const territory = await answer.json();
  if (!known(territory)) throw new Error("format");
  return territory;
}

/** Choose a place of the list. Resolves to whether it will stay chosen: storage may be full or forbidden. */
export async function choose(place, folder, digest) {
  const territory = await fetched(folder, place.grouping || place.code);
  const choice = { digest, code: place.code, commune: place.kind === "commune" ? place.code : null, territory };
  if (choice.commune && rowOf(choice) < 0) throw new Error("commune");
  const stays = keep(choice); // before it is told: who hears of it may look there
  tell(choice, { gesture: true });
  return stays;
}

function keep(choice) {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing could be kept either
  }
  tell(null, { gesture: true });
}

/** A choice made before the site's figures changed is fetched again, unseen; without a network it stays as it is. */
export async function refresh(choice, folder, digest) {
  if (choice.digest === digest) return;
  try {
    const territory = await fetched(folder, choice.territory.code);
    const fresh = { ...choice, digest, territory };
    keep(fresh);
    tell(fresh);
  } catch {
    // the next page tries again
  }
}

/** Another page of the site, open beside this one, chose or forgot. */
addEventListener("storage", (event) => {
  if (event.key === KEY || event.key === null) tell(chosen());
});

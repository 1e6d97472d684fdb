/* The slots of a page, filled again: facts of the territory, and passages shown only for some.
   Lives here: what the build marked (`data-fact`, `data-when`) and how it comes back. May not live here: words of the
   chooser, storage. The texts come from the same function of the build that filled the page (`territories/facts.py`). */

const written = new WeakMap(); // what the build wrote in each slot

/** Fill every slot of the page. `facts` maps names to texts, `conditions` is a set of names; without them (null), what
    the build wrote comes back. */
export function fill(root, facts, conditions) {
  for (const slot of root.querySelectorAll("[data-fact]")) {
    if (!written.has(slot)) written.set(slot, slot.textContent);
    const text = facts?.[slot.dataset.fact] ?? written.get(slot);
    if (slot.textContent !== text) slot.textContent = text;
  }
  for (const passage of root.querySelectorAll("[data-when]")) {
    if (!written.has(passage)) written.set(passage, passage.getAttribute("hidden"));
    const hidden = conditions ? (conditions.has(passage.dataset.when) ? null : "") : written.get(passage);
    if (hidden === null) passage.removeAttribute("hidden");
    else passage.setAttribute("hidden", hidden);
  }
}

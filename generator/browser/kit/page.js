/* First in each bundle of a kit: where the page's scripts stood before they were bundled, and what a page opened from a disk
   says otherwise, before its elements read their words.
   May not live here: the words themselves, which the kit's build puts into the page. */

/* What `import.meta.url` says in a bundle: every script stands in a folder of `assets/parcours/` of its course. */
const { variant } = JSON.parse(document.getElementById("pc-learner").textContent);
globalThis.parcoursModule = new URL(`${variant}assets/parcours/kit/page.js`, document.baseURI).href;

if (location.protocol === "file:") {
  for (const place of document.querySelectorAll("[data-kit-words]")) {
    place.dataset.words = JSON.stringify({ ...JSON.parse(place.dataset.words), ...JSON.parse(place.dataset.kitWords) });
  }
  // Firefox, known by this property of its own, takes each file for a site apart, and lets no page find it out.
  const apart = CSS.supports("-moz-appearance", "none");
  for (const told of document.querySelectorAll("[data-kit-told]")) told.hidden = told.dataset.kitTold === "apart" && !apart;
}

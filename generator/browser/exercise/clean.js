/* HTML that Python made, as nodes that are safe to show: what is not on the lists is left out.
   The runner cleans it too (exercises/atelier/sanitizer.py); the page does not take its word for it, since a learner
   may run code of their own. */

const TAGS = new Set(
  ("a abbr b br caption code col colgroup dd details div dl dt em figcaption figure h2 h3 h4 hr i kbd li ol p pre s section " +
    "small span strong sub summary sup table tbody td tfoot th thead tr ul " +
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs pattern").split(" "),
);
const ATTRIBUTES = new RegExp(
  "^(class|lang|dir|role|tabindex|scope|colspan|rowspan|open|translate|focusable|width|height|viewbox|preserveaspectratio|" +
    "x|y|x1|x2|y1|y2|dx|dy|cx|cy|r|rx|ry|d|points|transform|fill|fill-opacity|stroke|stroke-width|stroke-dasharray|" +
    "stroke-opacity|stroke-linecap|stroke-linejoin|opacity|text-anchor|dominant-baseline|font-size|font-weight|" +
    "patternunits|aria-[a-z]+)$",
  "i",
);

function tidy(element) {
  for (const child of [...element.children]) {
    if (!TAGS.has(child.localName.toLowerCase())) {
      child.remove();
      continue;
    }
    for (const { name, value } of [...child.attributes]) {
      if (!ATTRIBUTES.test(name) || /url\(|javascript:/i.test(value)) child.removeAttribute(name);
    }
    tidy(child);
  }
}

/** The nodes of a piece of HTML, in a fragment. */
export function safeNodes(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  tidy(body);
  const fragment = document.createDocumentFragment();
  fragment.append(...body.childNodes);
  return fragment;
}

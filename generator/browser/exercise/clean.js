/* HTML that Python made, as nodes that are safe to show: what is not on the lists is left out.
   The runner cleans it too (exercises/atelier/sanitizer.py, whose lists these are); the page does not take its word
   for it, since a learner may run code of their own. Nodes are parsed apart, where nothing loads or runs, and go into
   the page as they are: they are never written as text and read again. */

const words = (text) => new Set(text.split(" "));

const TAGS = words(
  "a abbr b blockquote br caption code col colgroup dd details div dl dt em figcaption figure h3 h4 h5 h6 hr i kbd li ol " +
    "p pre s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var " +
    "svg circle clippath defs desc ellipse g line lineargradient marker mask path pattern polygon polyline rect stop " +
    "text title tspan",
);
const ATTRIBUTES = words(
  "class id role title lang dir tabindex open start reversed span colspan rowspan scope abbr href aria-label aria-hidden " +
    "aria-describedby aria-labelledby clip-path cx cy d dominant-baseline dx dy fill fill-opacity fill-rule focusable " +
    "font-size font-style font-weight gradientunits gradienttransform height marker-end marker-mid marker-start mask " +
    "offset opacity overflow patterntransform patternunits points preserveaspectratio r rx ry stop-color stop-opacity " +
    "stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform " +
    "vector-effect viewbox width x x1 x2 y y1 y2",
);
const TEXTS = words("title aria-label abbr");
const ROLES = words("figure img region group list listitem note presentation");
const OWN = /^at-[\w-]+$/u; // no name or class that could pass for the page's own
const PLAIN = /^[\p{L}\p{N}_#%(),.\s+-]*$/u;
const CALLS = /url|image|src|script|expression|data:|\/\//iu;

/** Whether an attribute may stay; classes are looked at one by one before. */
function passes(name, value) {
  if (!ATTRIBUTES.has(name)) return false;
  if (TEXTS.has(name)) return true;
  if (["id", "class", "aria-labelledby", "aria-describedby"].includes(name)) {
    return value.trim().split(/\s+/u).every((part) => OWN.test(part));
  }
  if (name === "role") return ROLES.has(value);
  if (name === "href") return /^#[\w-]+$/u.test(value);
  if (name === "tabindex") return value === "0" || value === "-1";
  return /^url\(#at-[\w-]+\)$/u.test(value) || (PLAIN.test(value) && !CALLS.test(value));
}

function tidy(element) {
  for (const child of [...element.children]) {
    if (!TAGS.has(child.localName.toLowerCase())) {
      child.remove();
      continue;
    }
    for (const { name, value } of [...child.attributes]) {
      if (!passes(name.toLowerCase(), value)) child.removeAttribute(name);
    }
    tidy(child);
  }
}

/** The nodes of a piece of HTML, in a fragment. */
function safeNodes(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  tidy(body);
  const fragment = document.createDocumentFragment();
  fragment.append(...body.childNodes);
  return fragment;
}

/** What a cell gave, as pieces of page. */
export function nodesOf(outputs) {
  return outputs.map((output) => {
    const place = document.createElement(output.kind === "html" ? "div" : "pre");
    place.className = output.kind === "html" ? "px-html" : "px-text";
    if (output.kind === "html") place.append(safeNodes(output.html));
    else {
      place.tabIndex = 0;
      place.textContent = output.text;
    }
    return place;
  });
}

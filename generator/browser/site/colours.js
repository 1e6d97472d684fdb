/* Colours: the button of the header that goes from those of the device to light, to dark and back; the choice is kept.
   In the place of Material's own, which at every opening wrote again what first.js had set before the page was drawn, had
   the style of the whole page made three times over, and kept a choice that nobody had made.
   Words and markup come from partials/palette.html. */

const AUTO = "(prefers-color-scheme)";
const NAMES = ["media", "scheme", "primary", "accent"];
const attribute = (name) => `data-md-color-${name}`;
const form = document.querySelector(".pc-colours");
const options = form ? [...form.querySelectorAll("input")] : [];
const light = matchMedia("(prefers-color-scheme: light)");
const told = (option) => Object.fromEntries(NAMES.map((name) => [name, option.getAttribute(attribute(name))]));
const metas = new Map();

/** The colours of an option; those of the device where it follows it. */
function colorsOf(option) {
  const colors = told(option);
  if (colors.media !== AUTO) return colors;
  const media = `(prefers-color-scheme: ${light.matches ? "light" : "dark"})`;
  const same = options.find((other) => other.getAttribute(attribute("media")) === media) ?? option;
  return { ...told(same), media: AUTO };
}

/** What the browser around the page is told. Each word of it that changes has the page's style made again. */
function tell(name, content) {
  if (!metas.has(name)) metas.set(name, Object.assign(document.createElement("meta"), { name }));
  const meta = metas.get(name);
  if (meta.content !== content) meta.content = content;
  if (!meta.isConnected) document.head.append(meta);
}

function tellBrowser() {
  const { colorScheme, backgroundColor } = getComputedStyle(document.querySelector(".md-header"));
  tell("theme-color", backgroundColor);
  if (colorScheme === "dark" || metas.has("color-scheme")) tell("color-scheme", colorScheme);
}

/** The page in the colours of an option. What it has already is left alone. */
function show(option) {
  option.checked = true; // the one that Tab comes to, from either side, and whose label shows that it is there
  for (const each of options) each.nextElementSibling.hidden = each !== option;
  const news = Object.entries(colorsOf(option)).filter(([name, value]) => document.body.getAttribute(attribute(name)) !== value);
  if (!news.length) return;
  document.body.setAttribute("data-md-color-switching", ""); // nothing fades from the one into the other
  for (const [name, value] of news) document.body.setAttribute(attribute(name), value);
  tellBrowser();
  setTimeout(() => document.body.removeAttribute("data-md-color-switching"));
}

if (form) {
  const kept = __md_get("__palette")?.index;
  let shown = options[kept] ?? options.find((option) => told(option).media === AUTO) ?? options[0];
  const choose = (option) => {
    shown = option;
    show(option);
    __md_set("__palette", { index: options.indexOf(option), color: colorsOf(option) });
  };
  show(shown);
  requestAnimationFrame(tellBrowser); // with the style that the next frame needs in any case
  form.addEventListener("change", ({ target }) => choose(target));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the browser would send the form
    const next = options[(options.indexOf(shown) + 1) % options.length];
    next.click();
    next.focus();
  });
  light.addEventListener("change", () => show(shown));
}

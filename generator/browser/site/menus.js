/* What the frame of a page lacks without a script: Material opens its menu and its search with labels of hidden
   checkboxes, which a keyboard cannot reach. Here they become buttons, the open menu keeps the focus and Escape
   closes it, and single-letter shortcuts are switched off (WCAG 2.1.4: they fire while one dictates).
   Words come from the header's data attributes, in the language of the page. */

const header = document.querySelector("[data-md-component=header]");
const drawer = document.getElementById("__drawer");
const finder = document.getElementById("__search");
const outline = document.querySelector(".md-sidebar--primary");

/** Make a label a button: reachable, named by its own text, pressed by Enter and Space. */
function asButton(label) {
  const box = document.getElementById(label.htmlFor);
  label.tabIndex = 0;
  label.setAttribute("role", "button");
  const tell = () => label.setAttribute("aria-expanded", String(box.checked));
  box.addEventListener("change", tell);
  tell();
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
}

function closeOutline() {
  if (!drawer.checked) return;
  drawer.click();
}

/** Focus moves into the open outline and comes back to the button that opened it. */
function watchOutline() {
  const opener = header.querySelector("label[for=__drawer]");
  const others = [header, ...document.querySelectorAll(".pc-switch, .md-content, .md-footer, .md-sidebar--secondary")];
  drawer.addEventListener("change", () => {
    for (const part of others) part.inert = drawer.checked;
    const target = drawer.checked ? outline.querySelector(".pc-nav__close") : opener;
    // The outline becomes visible during its transition: a hidden element refuses the focus.
    requestAnimationFrame(() => requestAnimationFrame(() => target.focus()));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeOutline();
  });
  // A wide window shows the outline beside the page: nothing may stay out of reach there.
  matchMedia("(min-width: 76.25em)").addEventListener("change", closeOutline);
}

function nameSearch() {
  const dialog = document.querySelector("[data-md-component=search]");
  if (dialog) dialog.setAttribute("aria-label", header.dataset.pcSearch);
}

/** Letters typed outside a field stop here, before they reach Material's shortcuts on the window. */
function silenceLetters() {
  document.addEventListener("keydown", (event) => {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
}

if (header) {
  for (const label of document.querySelectorAll("label[data-pc-toggle]")) asButton(label);
  if (drawer && outline) watchOutline();
  if (finder) nameSearch();
  silenceLetters();
}

/* What the frame of a page lacks without a script: Material opens its menu and its search with labels of hidden
   checkboxes, which a keyboard cannot reach. Here they become buttons, the open menu keeps the focus and Escape
   closes it, wide tables can be scrolled by keyboard, and single-letter shortcuts are switched off (WCAG 2.1.4: they fire while one dictates).
   Words come from the header's data attributes, in the language of the page. */

const header = document.querySelector("[data-md-component=header]");
const drawer = document.getElementById("__drawer");
const finder = document.getElementById("__search");
const outline = document.querySelector(".md-sidebar--primary");

/** Put a true button where the label of a hidden checkbox stood, with the same look and the same name. */
function asButton(label) {
  const box = document.getElementById(label.htmlFor);
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.dataset.pcOpens = label.htmlFor;
  button.append(...label.childNodes);
  button.addEventListener("click", () => box.click());
  const tell = () => button.setAttribute("aria-expanded", String(box.checked));
  box.addEventListener("change", tell);
  tell();
  label.replaceWith(button);
}

function closeOutline() {
  if (!drawer.checked) return;
  drawer.click();
}

/** Focus moves into the open outline and comes back to the button that opened it. */
function watchOutline() {
  const opener = header.querySelector("[data-pc-opens=__drawer]");
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

/** A field that becomes visible during a transition refuses the focus at first: ask again for a few frames. */
function focusSoon(field, frames = 30) {
  field.focus();
  if (document.activeElement !== field && frames > 0) requestAnimationFrame(() => focusSoon(field, frames - 1));
}

/** The search, opened by its button, takes the focus, and gives it back when it closes; it closes too once the focus has
    gone on, with Tab, from the last of its results. */
function watchSearch() {
  const search = document.querySelector("[data-md-component=search]");
  const field = search?.querySelector("[data-md-component=search-query]");
  const opener = header.querySelector("[data-pc-opens=__search]");
  if (!field) return;
  let left = false;
  finder.addEventListener("change", () => {
    if (finder.checked) focusSoon(field);
    else if (!left && opener?.checkVisibility()) opener.focus();
  });
  search.addEventListener("focusout", ({ relatedTarget }) => {
    left = finder.checked && relatedTarget !== null && !search.contains(relatedTarget);
    if (left) finder.click();
    left = false;
  });
  watchResults(search.querySelector(".md-search-result__list"));
}

/** The theme keeps results from the Tab key, and gives them titles that would be this page's. */
function watchResults(list) {
  const mend = () => {
    for (const stop of list.querySelectorAll("[tabindex]")) stop.removeAttribute("tabindex");
    for (const title of list.querySelectorAll("h1, h2")) title.setAttribute("role", "presentation");
  };
  new MutationObserver(mend).observe(list, { childList: true, subtree: true });
}

/** The words of the title that a part of the page stands under. */
function titleOver(part) {
  const titles = [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)")];
  return titles.findLast((title) => title.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING)?.textContent ?? document.title;
}

/** A table wider than the screen scrolls by itself: the keyboard must reach it, and a name say what it is. */
function watchTables() {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) {
        target.tabIndex = 0;
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", target.querySelector("caption")?.textContent ?? [header.dataset.pcTable, titleOver(target)].join(", "));
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
      }
    }
  });
  const look = () => document.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => observer.observe(box));
  // The theme puts tables into their boxes once the page is read, as it is told (see search.js): before this one is told.
  document.addEventListener("DOMContentLoaded", look);
  addEventListener("load", look);
  look();
}

/** A tab (pymdownx.tabbed) opens when the page's address points to it. */
function openTab() {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.name?.startsWith("__tabbed_")) target.checked = true;
}

/** Letters typed outside a field stop here, before they reach Material's shortcuts on the window; so does Tab, on which it
    closes the search before one gets to the results. */
function silenceKeys() {
  document.addEventListener("keydown", (event) => {
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (letter || (event.key === "Tab" && finder?.checked)) event.stopPropagation();
  });
}

openTab();
if (header) {
  for (const label of document.querySelectorAll("label[data-pc-toggle]")) asButton(label);
  if (drawer && outline) watchOutline();
  if (finder) watchSearch();
  watchTables();
  silenceKeys();
}

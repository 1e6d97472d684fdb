/* Definitions of glossary terms where they are read: `<a class="pc-term" data-definition="…">`. One bubble for the
   page, shown on hover, on focus and on a first tap (a second tap, or its link, goes to the glossary). As WCAG 1.4.13
   asks: Escape or a tap elsewhere closes it, the pointer may enter it, and it stays until the reader leaves.
   Without this script the terms are plain links to the glossary. */

const WAIT_BEFORE = 250; // ms of hover before it shows: crossing a line of text must not make it flicker
const WAIT_AFTER = 300; // ms to move the pointer from the term into the bubble
const GAP = 6; // px between the term and the bubble

const words = document.querySelector("[data-md-component=header]")?.dataset ?? {};
const tip = document.createElement("div");
let shown = null; // the term whose definition is on screen
let timer = 0;

/** Above the term when there is no room below; never out of the window. Style properties: allowed by any CSP. */
function place(term) {
  const line = term.getClientRects()[0];
  const box = tip.getBoundingClientRect();
  const below = line.bottom + GAP;
  const above = line.top - GAP - box.height;
  const top = below + box.height > innerHeight && above > 0 ? above : below;
  const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - box.width - 8));
  tip.style.top = `${top}px`;
  tip.style.left = `${left}px`;
}

function fill(term) {
  const text = document.createElement("p");
  text.id = "pc-tip-text";
  text.textContent = term.dataset.definition;
  const more = document.createElement("p");
  const link = document.createElement("a");
  link.href = term.href;
  link.textContent = words.pcGlossary ?? term.textContent;
  more.append(link);
  tip.replaceChildren(text, more);
}

function show(term) {
  clearTimeout(timer);
  if (shown === term) return;
  hide();
  fill(term);
  term.after(tip); // next in the reading order: the bubble's link is the next Tab stop
  tip.hidden = false;
  term.setAttribute("aria-describedby", "pc-tip-text");
  place(term);
  shown = term;
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  tip.hidden = true;
  shown = null;
}

function later(action, delay) {
  clearTimeout(timer);
  timer = setTimeout(action, delay);
}

const termOf = (target) => (target instanceof Element ? target.closest("a.pc-term[data-definition]") : null);
const isTip = (target) => target instanceof Node && tip.contains(target);

function listen() {
  let touched = null; // the term a finger has just pressed, when its definition was not on screen yet
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const term = termOf(event.target);
    if (term) later(() => show(term), WAIT_BEFORE);
    else if (isTip(event.target)) clearTimeout(timer);
    else if (shown && document.activeElement !== shown) later(hide, WAIT_AFTER);
    else if (!shown) clearTimeout(timer);
  });
  document.addEventListener("pointerdown", (event) => {
    const term = termOf(event.target);
    touched = event.pointerType !== "mouse" && term && shown !== term ? term : null;
    if (!term && !isTip(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const term = termOf(event.target);
    if (term && term === touched) {
      event.preventDefault();
      show(term);
    }
    touched = null;
  });
  document.addEventListener("focusin", (event) => {
    const term = termOf(event.target);
    if (term && term.matches(":focus-visible")) show(term);
    else if (!term && !isTip(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    const term = shown;
    const inside = isTip(document.activeElement);
    hide();
    if (inside) term.focus();
    hide(); // focusing the term would show it again
  });
  addEventListener("scroll", () => shown && place(shown), { passive: true });
  addEventListener("resize", () => shown && place(shown));
}

tip.className = "pc-tip";
tip.hidden = true;
tip.setAttribute("data-search-exclude", "");
if (document.querySelector("a.pc-term[data-definition]")) listen();

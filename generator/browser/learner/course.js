/* What a page knows of itself and of the course, and what it fetches of this site: the only place where the learner's own
   scripts fetch. Lives here: `pc-learner`, `course.json`, other pages as documents, addresses.
   May not live here: the journal, words. */

const courses = new Map();
const pages = new Map();

/** What the page says of itself; null where it says nothing. */
export function thisPage() {
  const told = document.getElementById("pc-learner");
  return told ? JSON.parse(told.textContent) : null;
}

/** Where a page of the course stands, from its address in `course.json`. */
export const addressOf = (page, url) => new URL(url, new URL(page.variant, document.baseURI)).href;

/** `course.json` of this page's variant. Rejects when it cannot be had; asked again, it is fetched again. */
export const courseOf = (page) => once(courses, new URL(page.index, document.baseURI).href, (answer) => answer.json());

/** Another page of this site as a document that nothing runs in, its addresses made whole. Rejects when it does not hold
    what is `wanted` of it, as when a network answers in its place. */
export const documentAt = (address, wanted = "main") => once(pages, address, async (answer) => readPage(await answer.text(), address, wanted));

function readPage(text, address, wanted) {
  const found = new DOMParser().parseFromString(text, "text/html");
  if (!found.querySelector(wanted)) throw new Error(`${address}: ${wanted}`);
  for (const name of ["href", "src"]) {
    for (const node of found.querySelectorAll(`main [${name}]`)) node.setAttribute(name, new URL(node.getAttribute(name), address).href);
  }
  return found;
}

function once(kept, address, read) {
  if (!kept.has(address)) kept.set(address, fetched(address, read));
  const asked = kept.get(address);
  asked.catch(() => kept.delete(address));
  return asked;
}

async function fetched(address, read) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return read(answer);
}

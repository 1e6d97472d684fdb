/* Reading comfort: the window where size, spacing and typeface of the text are chosen, and the choice kept on the device.
   What was kept is set by first.js before the page is drawn. Words and markup come from partials/comfort.html. */

const KEY = "parcours.comfort";
const root = document.documentElement;
const dialog = document.getElementById("pc-comfort");
const form = dialog?.querySelector("form");
const rows = form ? [...form.querySelectorAll("fieldset")].map((row) => [...row.querySelectorAll("input")]) : [];
const names = rows.map(([first]) => first.name);
const usual = Object.fromEntries(rows.map(([first]) => [first.name, first.value]));

const attribute = (name) => `data-pc-${name}`;
const chosen = () => Object.fromEntries(names.map((name) => [name, root.getAttribute(attribute(name)) ?? usual[name]]));

/** The page in these settings; the usual ones leave no mark. */
function apply(settings) {
  for (const name of names) {
    if (settings[name] === usual[name]) root.removeAttribute(attribute(name));
    else root.setAttribute(attribute(name), settings[name]);
  }
}

/** Whether the choice will be there on the next page. Nothing is kept of the usual settings. */
function keep(settings) {
  try {
    if (names.every((name) => settings[name] === usual[name])) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

function show(settings) {
  for (const input of rows.flat()) input.checked = settings[input.name] === input.value;
}

function change(settings) {
  apply(settings);
  const told = form.querySelector("[role=status]");
  told.textContent = keep(settings) ? "" : told.dataset.unkept;
}

if (form) {
  for (const opener of document.querySelectorAll("[data-pc-comfort]")) {
    (opener.closest("li[hidden]") ?? opener).hidden = false;
    opener.addEventListener("click", () => {
      show(chosen());
      dialog.showModal();
    });
  }
  form.addEventListener("change", () => change(Object.fromEntries(new FormData(form))));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    show(usual);
    change(usual);
  });
  // Another page of the site, open beside this one, chose otherwise; or all was erased.
  addEventListener("storage", (event) => {
    if (event.key !== KEY && event.key !== null) return;
    let kept = {};
    try {
      kept = JSON.parse(event.newValue) ?? {};
    } catch {
      // not ours: as without a choice
    }
    const known = rows.map((row) => row.find((input) => input.value === kept[input.name]) ?? row[0]);
    apply(Object.fromEntries(known.map((input) => [input.name, input.value])));
  });
}

/* The one script that runs before the page is drawn: what Material's own scripts expect to find, and the colours and
   the reading comfort chosen on an earlier visit, so that the page never shows in others first. And what has the other
   scripts run once it is drawn.
   A classic script in <head>; it takes the place of those that Material writes into each page. */

{
  /* As Material's own does once it runs, which would have the style of the whole page made again. */
  document.documentElement.classList.replace("no-js", "js");
  document.documentElement.classList.add("js-focus-visible");

  /* One scope for all variants of the course: a choice of colours holds in each. */
  const asked = document.currentScript.dataset;
  const scope = new URL(asked.scope, location);

  /** What is kept under a name; nothing where the browser forbids to look. */
  const get = (name, store, place = scope) => {
    try {
      return JSON.parse((store ?? localStorage).getItem(`${place.pathname}.${name}`));
    } catch {
      return null;
    }
  };
  const set = (name, value, store, place = scope) => {
    try {
      (store ?? localStorage).setItem(`${place.pathname}.${name}`, JSON.stringify(value));
    } catch {
      // Nothing can be kept: the choice holds for this page.
    }
  };
  const hash = (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
  Object.assign(globalThis, { __md_scope: scope, __md_get: get, __md_set: set, __md_hash: hash });

  /* Reading comfort chosen earlier (see comfort.js): attributes that the style sheets know; others do nothing. */
  try {
    const comfort = JSON.parse(localStorage.getItem("parcours.comfort"));
    for (const name of ["size", "spacing", "face"]) {
      if (/^[a-z]{1,20}$/.test(comfort?.[name])) document.documentElement.setAttribute(`data-pc-${name}`, comfort[name]);
    }
  } catch {
    // Nothing can be kept, or what is there is not ours.
  }

  const AUTO = "(prefers-color-scheme)";
  const chosen = get("__palette")?.color;

  /** The colours that follow the device, as the element of this script tells them: the buttons that know them too are
      not there yet at the first frames of a page that comes slowly. */
  const ofDevice = () => {
    const { light, dark } = asked;
    const colors = matchMedia("(prefers-color-scheme: light)").matches ? light : dark;
    return colors && { ...JSON.parse(colors), media: AUTO };
  };
  const colors = !chosen || chosen.media === AUTO ? ofDevice() : chosen;

  /** True once there is no more to do. The observer is called before what has just been read can be drawn. */
  const painted = () => {
    for (const [name, value] of Object.entries(colors)) document.body?.setAttribute(`data-md-color-${name}`, value);
    return Boolean(document.body);
  };

  if (colors && !painted()) {
    const observer = new MutationObserver(() => {
      if (painted()) observer.disconnect();
    });
    observer.observe(document.documentElement, { childList: true });
  }

  /* The other scripts wait in a <template> (see generator/building/lightening.py): the page reads without them, and what
     they weigh, and what they do, must not stand between a phone and the first words. */
  const LONGEST = 3_000; // milliseconds: something is wrong then, but not with the scripts

  /** Once something has been drawn, or somebody acts, or nobody looks: a page in a tab behind is not drawn. */
  const drawn = new Promise((resolve) => {
    if (document.visibilityState === "hidden") resolve();
    if (globalThis.PerformanceObserver?.supportedEntryTypes?.includes("paint")) {
      const seen = new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").length && resolve());
      seen.observe({ type: "paint", buffered: true });
    } else {
      requestAnimationFrame(() => setTimeout(resolve));
    }
    for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, resolve, { capture: true, once: true });
    setTimeout(resolve, LONGEST);
  });
  const read = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));

  /** In their order. An element that is made here runs; one that was written into a template does not. */
  Promise.all([read, drawn]).then(() => {
    const waiting = document.getElementById("pc-scripts")?.content.children ?? [];
    const made = [...waiting].map((written) => {
      const element = document.createElement(written.localName);
      for (const { name, value } of written.attributes) element.setAttribute(name, value);
      element.async = false;
      return element;
    });
    const told = () => setTimeout(() => performance.mark("parcours-scripts"));
    for (const end of ["load", "error"]) made.at(-1)?.addEventListener(end, told);
    document.body.append(...made);
  });
}

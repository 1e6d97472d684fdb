/* In the frame that takes the place of the search worker where a page is opened from a disk (see kit.js): what a worker has
   and a page has not. Comes before the worker's own scripts, which run here as they are.
   May not live here: searching. */
"use strict";

{
  const READY = "parcours-search-ready";
  const page = parent;
  let last = Promise.resolve();

  const loaded = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new TypeError(address)));
    script.src = new URL(address, document.baseURI);
    document.head.append(script);
  });

  self.parent = self; // the engine looks into it, which a page from a disk may not
  self.postMessage = (message) => page.postMessage(message, "*");
  self.importScripts = (...addresses) => {
    last = addresses.reduce((before, address) => before.then(() => loaded(address)), last);
    return last;
  };
  addEventListener("message", (event) => {
    if (event.source !== page) event.stopImmediatePropagation();
  });
  addEventListener("load", () => last.then(() => page.postMessage(READY, "*")));
}

/* Before the theme starts: have it do so although the page has been read already (its script comes once the page is drawn);
   before its search does: have it use our worker, which stems the words one types, fetch its list of words when
   someone means to search and not with each page, and style its window in a way that the site's policy allows.
   A classic script on purpose: the theme reads its settings as soon as its own classic script runs. */
"use strict";

{
  // In a task of its own: what a phone does at one go it must not be kept at for long.
  const listen = document.addEventListener;
  document.addEventListener = function (sign, listener, ...more) {
    if (sign !== "DOMContentLoaded" || document.readyState === "loading") listen.call(this, sign, listener, ...more);
    else setTimeout(() => listener.call(this, new Event(sign)));
  };

  const settings = document.getElementById("__config");
  const worker = /(^|\/)(search\.[\w.-]+\.js)$/;
  try {
    const app = JSON.parse(settings.textContent);
    if (typeof app.search === "string" && worker.test(app.search)) {
      app.search = app.search.replace(worker, "$1stems.js?engine=$2");
      settings.textContent = JSON.stringify(app);
    }
  } catch {
    // Settings of another form (another engine): its own search is left as it is.
  }

  // The list of words weighs more than many pages, and reading it holds the page up.
  const meant = new Promise((resolve) => {
    if (new URLSearchParams(location.search).has("q")) resolve(); // an address that asks for a search
    for (const sign of ["focusin", "pointerdown", "change"]) {
      document.addEventListener(sign, ({ target }) => target.closest?.(".md-search, [for=__search], #__search") && resolve(), { capture: true });
    }
  });
  const { open, send } = XMLHttpRequest.prototype;
  const lists = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, url, ...more) {
    if (/\/search\/search_index\.json$/.test(new URL(url, document.baseURI).pathname)) lists.add(this);
    return open.call(this, method, url, ...more);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (lists.has(this)) meant.then(() => send.apply(this, body));
    else send.apply(this, body);
  };

  // Zensical's window puts a <style> into its shadow tree: written in the page, hence refused. Adopted, the same rules hold.
  const append = ShadowRoot.prototype.appendChild;
  ShadowRoot.prototype.appendChild = function (node) {
    if (!(node instanceof HTMLStyleElement)) return append.call(this, node);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(node.textContent);
    this.adoptedStyleSheets = [...this.adoptedStyleSheets, sheet];
    return node;
  };
}

/* Before the theme starts its search: have it use our worker, which stems the words one types, and style its window in
   a way that the site's policy allows.
   A classic script on purpose: the theme reads its settings as soon as its own classic script runs. */
"use strict";

{
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

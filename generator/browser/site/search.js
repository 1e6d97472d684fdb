/* Before the theme starts its search: have it use our worker, which stems the words one types.
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
}

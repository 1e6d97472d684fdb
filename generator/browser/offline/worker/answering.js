/* The service worker of a site, third part: what a page gets, from the copy or from the server.
   May not live here: what is kept (keeping.js), when the next version answers (living.js). */

// --- answering ----------------------------------------------------------------------------------------

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = addressOf(request.url);
  if (request.method !== "GET" || address === undefined) return;
  if (request.mode === "navigate") event.respondWith(navigated(event, address));
  else if (!ASIDE.some((folder) => address.startsWith(folder))) event.respondWith(asked(event, address));
});

async function navigated(event, address) {
  const { request } = event;
  try {
    if (await handsOver(event)) return new Response("", { headers: { "Content-Type": "text/html", Refresh: "0" } });
    const { kept } = await known();
    if (kept.has(address)) {
      const page = await copyOf(address, kept.get(address));
      opening.set(event.resultingClientId, performance.now());
      return page;
    }
    if (kept.has(`${address}/`)) return Response.redirect(urlOf(`${address}/`) + new URL(request.url).search);
  } catch {
    // nothing is kept any more: the network, as without us
  }
  return fetch(request).catch(() => lost(event.resultingClientId));
}

/** A page of the copy gets everything from the copy, or from the server as this version has it; any other page, nothing. */
async function asked(event, address) {
  const { request, clientId } = event;
  opening.delete(clientId);
  const tables = await known().catch(() => undefined);
  if (!tables || !(await isOfCopy(clientId, tables.kept))) return fetch(request);
  const { kept, all } = tables;
  if (kept.has(address)) return copyOf(address, kept.get(address));
  if (all.has(address)) return sameAs(event, all.get(address));
  const lazy = Object.keys(BUILD.groups).find((group) => isLazy(group) && address.startsWith(`${group}/`));
  return lazy ? lazily(event, lazy, address) : fetch(request);
}

const lostPages = new Set(); // pages at an address that is not kept, which came from the copy all the same

/** Whether whoever asks came from the copy: a page by its address; a worker by its script, or, where pages share it, by
    the folder of the page, which it bears in its address. */
async function isOfCopy(clientId, kept) {
  if (lostPages.has(clientId)) return true;
  const url = (await self.clients.get(clientId))?.url;
  const address = url && addressOf(url);
  if (address === undefined) return false;
  return kept.has(address.startsWith(RUNTIME) ? decodeURIComponent(new URL(url).search.slice(1)) : address);
}

/** What is kept; if the browser lost it, the same from the server. */
async function copyOf(address, digest) {
  return (await (await own()).match(urlOf(address), { ignoreVary: true })) ?? fetched(address, digest);
}

/** A file that is not kept with its group: from the server, if it is of this version. `put` keeps it by itself. */
async function sameAs(event, digest, put) {
  const answer = await fetch(event.request);
  if (!answer.ok || !answer.body) return answer;
  let settle;
  event.waitUntil(new Promise((resolve) => (settle = resolve)));
  const { headers } = parcel(null, "", answer.headers);
  headers.delete(DIGEST); // not from the copy
  return new Response(checked(answer.body.getReader(), digest, async (bytes) => put?.(parcel(bytes, digest, answer.headers)), settle), { headers });
}

/** A file that is kept once it was asked for. */
async function lazily(event, group, address) {
  const row = (await listOf(group)).find(([name]) => name === address);
  if (!row) return fetch(event.request);
  const cache = await own();
  const put = (parcelled) => cache.put(urlOf(address), parcelled).catch(() => {}); // a full device reads it all the same
  return (await cache.match(urlOf(address), { ignoreVary: true })) ?? sameAs(event, row[1], put);
}

/** The bytes as they come, the last of them once all are known to be those of this version. */
function checked(reader, digest, put, settle) {
  const chunks = [];
  return new ReadableStream({
    async pull(controller) {
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          chunks.push(value);
          if (chunks.length > 1) return controller.enqueue(chunks.at(-2));
        }
        const bytes = await new Blob(chunks).arrayBuffer();
        if ((await digestOf(bytes)) !== digest) throw new Mixed();
        if (chunks.length) controller.enqueue(chunks.at(-1));
        controller.close();
        put(bytes).then(settle, settle);
      } catch (error) {
        controller.error(error);
        settle();
        if (error instanceof Mixed) self.registration.update().catch(() => {});
      }
    },
    cancel: () => settle(),
  });
}

/** The page that says what is kept and what is not, its links made to start from the root of the site. */
async function lost(clientId) {
  const answer = await caches.match(urlOf("offline/"), { cacheName: OWN });
  if (!answer) return Response.error();
  lostPages.add(clientId);
  const whole = await keptGroups();
  const html = (await answer.text())
    .replaceAll(/ data-kept="([^"]*)" hidden(?:="")?/g, (mark, group) => (group in whole ? "" : mark))
    .replaceAll(/ (href|src)="\.\.\//g, ` $1="${new URL(SCOPE).pathname}`);
  return new Response(html, { status: 503, headers: answer.headers });
}

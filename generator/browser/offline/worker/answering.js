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

const came = new Map(); // pages and workers that we saw come → whether they are of the copy

async function navigated(event, address) {
  const { request, resultingClientId } = event;
  try {
    if (await handsOver(event)) return new Response("", { headers: { "Content-Type": "text/html", Refresh: "0" } });
    const { kept } = await known();
    if (kept.has(address)) {
      const page = await copyOf(address, kept.get(address));
      came.set(resultingClientId, true);
      opening.set(resultingClientId, performance.now());
      return page;
    }
    if (kept.has(`${address}/`)) return Response.redirect(urlOf(`${address}/`) + new URL(request.url).search);
  } catch (error) {
    // Nothing is kept any more, or this page no longer and the server has another: the network, as without us.
    if (error instanceof Mixed) await giveUp(address).catch(() => {});
  }
  came.set(resultingClientId, false);
  return fetch(request).catch(() => lost(resultingClientId));
}

/** A page of the copy gets everything from the copy, or from the server as this version has it; any other page, nothing. */
async function asked(event, address) {
  const { request, clientId } = event;
  opening.delete(clientId);
  const tables = await known().catch(() => undefined);
  if (!tables || !(await isOfCopy(event, tables.kept))) return fetch(request);
  const { kept, all } = tables;
  if (kept.has(address)) {
    return copyOf(address, kept.get(address)).catch(async (error) => {
      if (error instanceof Mixed) await giveUp(address).catch(() => {}); // at the next load the page is the server's
      throw error;
    });
  }
  if (all.has(address)) return sameAs(event, all.get(address));
  const lazy = Object.keys(BUILD.groups).find((group) => isLazy(group) && address.startsWith(`${group}/`));
  return lazy ? lazily(event, lazy, address) : fetch(request);
}

/** Whether whoever asks came from the copy. One that came before this worker last woke is known by its address: a page by
    its own; a worker by its script's, or, where pages share that, by the folder of the page, which it bears. */
async function isOfCopy({ clientId, resultingClientId, request }, kept) {
  const starts = request.destination === "worker" || request.destination === "sharedworker";
  let is = came.get(clientId);
  if (is === undefined) {
    const url = (await self.clients.get(clientId))?.url;
    const address = url && addressOf(url);
    is = address !== undefined && kept.has(address.startsWith(RUNTIME) ? decodeURIComponent(new URL(url).search.slice(1)) : address);
    // A page that was loaded past us (a first visit, Ctrl+Shift+R) is the server's; its workers would be our clients.
    if (is && starts) is = (await clientsOf("all")).some(({ id }) => id === clientId);
  }
  if (starts) came.set(resultingClientId, is);
  return is;
}

/** What is kept; if the browser lost it, the same from the server, and kept again. */
async function copyOf(address, digest) {
  const there = await caches.match(urlOf(address), { cacheName: OWN, ignoreVary: true });
  if (there) return there;
  const answer = await fetched(address, digest);
  await putBack(address, answer.clone()).catch(() => {}); // a full device reads it all the same
  return answer;
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
  const put = (parcelled) => putBack(address, parcelled).catch(() => {}); // a full device reads it all the same
  return (await caches.match(urlOf(address), { cacheName: OWN, ignoreVary: true })) ?? sameAs(event, row[1], put);
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
  came.set(clientId, true); // of the copy all the same
  const whole = await keptGroups();
  const html = (await answer.text())
    .replaceAll(/ data-kept="([^"]*)" hidden(?:="")?/g, (mark, group) => (group in whole ? "" : mark))
    .replaceAll(/ (href|src)="\.\.\//g, ` $1="${new URL(SCOPE).pathname}`);
  return new Response(html, { status: 503, headers: answer.headers });
}

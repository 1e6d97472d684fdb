/* The service worker of a site, second part: how a version comes, is added to, and gives way to the next.
   All open pages of a device are always of one version: the next one waits until it harms nobody.
   May not live here: how files are had and checked (keeping.js), answers (answering.js). */

// --- coming and going -----------------------------------------------------------------------------------

async function install() {
  try {
    await (await own()).delete(urlOf(GIVEN)); // so that what comes is kept; this version may have been here before, and gone
    const lists = await Promise.allSettled(Object.keys(BUILD.groups).filter((group) => !isLazy(group)).map(listOf));
    for (const { reason } of lists) if (reason) throw reason; // once none of them is on its way any more
    await keep(await wantedGroups());
    await carryOver().catch(() => {}); // they come again when they are asked for
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === "full") await caches.delete(OWN); // what stays of a download that stopped must not fill the device
    news.postMessage({ type: "failed", reason });
    throw error;
  }
}

/** Forget earlier versions, unless a next one is arriving: it may be taking their files. */
async function clean() {
  if (self.registration.installing || self.registration.waiting) return;
  const old = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== OWN && name !== WANTED);
  await Promise.all(old.map((name) => caches.delete(name)));
}

let queue = Promise.resolve();

/** Keep what pages have come to want since this version was installed; one after the other. */
function keepMore() {
  queue = queue.catch(() => {}).then(async () => {
    const whole = await keptGroups();
    const missing = (await wantedGroups()).filter((group) => !(group in whole));
    try {
      if (missing.length) await keep(missing);
      else news.postMessage({ type: "kept", groups: [], version: BUILD.version });
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === "full") await dropParts(whole).catch(() => {});
      news.postMessage({ type: "failed", reason });
      if (reason === "mixed") await self.registration.update().catch(() => {}); // the server has another version
    }
  });
  return queue;
}

async function dropParts(whole) {
  const cache = await own();
  const stay = new Set();
  for (const group of Object.keys(whole)) for (const [address] of await listOf(group)) stay.add(address);
  for (const request of await cache.keys()) {
    const address = addressOf(request.url);
    if (!stay.has(address) && !address.startsWith("offline/")) await cache.delete(request);
  }
}

async function state() {
  const whole = await keptGroups();
  const groups = Object.entries(BUILD.groups).map(([name, { files, bytes, lazy }]) => ({ name, files, bytes, lazy: Boolean(lazy), since: whole[name] ?? null }));
  return { version: BUILD.version, preview: BUILD.preview, groups };
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(clean()));
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const answers = {
    "take over?": () => takeOver(port),
    keep: keepMore,
    state: async () => port.postMessage(await state()),
    switch: async () => port.postMessage(await switchNow(event.source)),
  };
  const answer = answers[event.data?.type];
  if (answer) event.waitUntil(answer());
});

// --- the next version takes its place -----------------------------------------------------------------

/** Pages, or pages and workers, that are this worker's. Rejects when the browser does not say in time: one that is busy may
    not hold a page up. */
function clientsOf(type) {
  let clock;
  const late = new Promise((_, reject) => (clock = setTimeout(() => reject(new Error("late")), START)));
  return Promise.race([self.clients.matchAll({ type }), late]).finally(() => clearTimeout(clock));
}

/** Windows that show a page of this version's copy: while there is one, no other version may answer. Pages of the front
    door do not count: they have no script, and all that they need has come. */
async function openPages() {
  const { kept } = await known();
  const windows = await clientsOf("window");
  return windows.filter(({ id, url }) => !passages.has(id) && kept.has(addressOf(url)) && !isDoor(addressOf(url)));
}

const isDoor = (address) => Object.entries(BUILD.groups).every(([, { path }]) => !path || !address.startsWith(path));

const passages = new Set(); // empty pages that only ask to come again
const opening = new Map(); // pages that were answered and are not seen yet, with when
const silent = new WeakSet(); // workers that waited and did not say that they run: they are asked once
const frozen = new Set(); // pages in the background that do not answer: they are asked once
let given = 0; // navigations answered since this version gave way: it shows no page any more

/** Whether the version that waits answers from this navigation on. */
async function handsOver(event) {
  if (!given && !(await gaveWay()) && !(await mayGiveWay(event))) return false;
  if (given > TURNS) throw new Error("the next version does not start"); // the server has it
  given += 1;
  passages.add(event.resultingClientId);
  return true;
}

const GIVEN = "offline/given.json";
let gave; // whether it did before it was last started

/** Whether this version gave way in an earlier life. The browser stops it as soon as it has, and starts it again for a page
    that comes before the next version answers: a page shown then would stand beside that version. */
async function gaveWay() {
  gave ??= caches.match(urlOf(GIVEN), { cacheName: OWN }).then(Boolean);
  if (!(await gave)) return false;
  if (!self.registration.waiting) {
    gave = Promise.resolve(false); // it went as it had come
    await (await own()).delete(urlOf(GIVEN));
    return false;
  }
  await giveWay(); // again: the other may not have heard
  given ||= 1;
  return true;
}

async function mayGiveWay(event) {
  if (BUILD.preview) await renewed();
  if (!self.registration.waiting || silent.has(self.registration.waiting)) return false;
  const open = await openPages().catch(() => null);
  if (!open) return false;
  if (!BUILD.preview && [...opening.values()].some((at) => performance.now() - at < START)) return false;
  if (!BUILD.preview && (open.length > 1 || (open.length === 1 && !(await isLeaving(open[0], event.request.url))))) return false;
  return giveWay();
}

/** Have the version that waits take over: once it runs and says so, since a page of ours that opened after that would be
    answered by it. */
function giveWay() {
  const { waiting } = self.registration;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const clock = setTimeout(() => {
      silent.add(waiting);
      port1.close();
      resolve(false);
    }, START);
    port1.onmessage = async () => {
      clearTimeout(clock);
      given ||= 1;
      await putBack(GIVEN, new Response("true")).catch(() => {}); // a full device remembers as long as we are not stopped
      port1.postMessage(true);
      resolve(true);
    };
    waiting.postMessage({ type: "take over?" }, [port2]);
  });
}

/** The other side of it. */
function takeOver(port) {
  return new Promise((resolve) => {
    setTimeout(resolve, START);
    port.onmessage = () => {
      self.skipWaiting();
      resolve();
    };
    port.postMessage(true);
  });
}

/** Whether a page is being left for an address: only the page can tell this from a new tab beside it. */
function isLeaving(client, url) {
  if (frozen.has(client.id)) return false;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const clock = setTimeout(() => {
      frozen.add(client.id);
      resolve(false);
    }, PATIENCE);
    port1.onmessage = ({ data }) => {
      clearTimeout(clock);
      resolve(data === true);
    };
    client.postMessage({ type: "leaving?", url }, [port2]);
  });
}

/** Of an author who writes: look for a newer build, and wait until it is whole. Without a server, nothing new. */
async function renewed() {
  await self.registration.update().catch(() => {}); // no server, or the browser is looking already
  const next = self.registration.installing;
  if (!next) return;
  await new Promise((resolve) => {
    next.addEventListener("statechange", () => next.state !== "installing" && resolve());
    if (next.state !== "installing") resolve();
  });
}

/** A learner asks for the version that waits, from a page: unless other pages are open. */
async function switchNow(page) {
  const others = await openPages().then((open) => open.filter(({ id }) => id !== page.id).length, () => 1); // it cannot be told
  if (!others && self.registration.waiting) await giveWay();
  return { others };
}

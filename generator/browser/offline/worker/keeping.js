/* The service worker of a site, first of three parts: what is kept on the device, and how it is checked.
   The worker keeps one whole version of the site and answers from that one: a page, its scripts and its Python are of
   one build. Why and how it all stands together: docs/offline.md. The build puts the three parts together into `sw.js`
   and writes in what belongs to a version (`generator/building/offline.py`): one classic script, since what decides which
   build answers must arrive whole.
   May not live here: when a version comes and goes (living.js), which one answers (answering.js), words (none at all). */

"use strict";

const BUILD = { version: "", preview: false, groups: {} }; // written by the build

const SCOPE = self.registration.scope;
const FAMILY = `parcours-site ${new URL(SCOPE).pathname} `; // several sites may share an origin
const OWN = FAMILY + BUILD.version;
const WANTED = `${FAMILY}wanted`; // which groups this device keeps: written by pages
const PYTHON = `parcours-python ${new URL(SCOPE).pathname}runtime/ `; // of runtime/kept.js: may hold files of ours
const RUNTIME = "runtime/";
const ASIDE = ["lite/"]; // has a worker of its own
const DIGEST = "Parcours-Digest"; // header of what is kept, of this version by its name
const HEADERS = ["Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"];
const AT_ONCE = 6;
const PATIENCE = 2_000; // milliseconds that a page has to say that it is being left
const START = 10_000; // milliseconds that a version that waits has to start
const TURNS = 50; // times that a page is asked to come again until the next version answers
const news = new BroadcastChannel(FAMILY.trim());

/** What this version holds is not what the server has: two builds, or something on the way that rewrites files. */
class Mixed extends Error {}

// --- addresses ----------------------------------------------------------------------------------------

/** The address of a file as manifests write it, from the root of the site; undefined for what is not of this site. */
function addressOf(url) {
  if (!url.startsWith(SCOPE)) return undefined;
  try {
    return decodeURIComponent(new URL(url).pathname.slice(new URL(SCOPE).pathname.length)).replace(/(^|\/)index\.html$/, "$1");
  } catch {
    return undefined; // no text
  }
}

const urlOf = (address) => new URL(address.split("/").map(encodeURIComponent).join("/"), SCOPE).href;

// --- what is kept -------------------------------------------------------------------------------------

const own = () => caches.open(OWN);

/** Put one file into what is kept, unless all was erased under an open page: nothing comes back by itself. */
async function putBack(address, answer) {
  if (await caches.has(OWN)) await (await own()).put(urlOf(address), answer);
}

/** Say which groups are kept whole. */
async function tellKept(whole) {
  await putBack("offline/kept.json", new Response(JSON.stringify(whole), { headers: { "Content-Type": "application/json" } }));
  tables = undefined;
}

async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 20);
}

/** What is put away: the bytes and what the server says of them that matters for a page or a worker. */
function parcel(bytes, digest, headers) {
  const said = HEADERS.filter((name) => headers.has(name)).map((name) => [name, headers.get(name)]);
  return new Response(bytes, { headers: [...said, [DIGEST, digest]] });
}

/** A file from the server, whatever the browser's own cache says, of this very version. */
async function fetched(address, digest) {
  for (const cache of ["no-cache", "reload"]) {
    const answer = await fetch(urlOf(address), { cache });
    if (!answer.ok) throw answer.status === 404 ? new Mixed(address) : new Error(`${address}: ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    if ((await digestOf(bytes)) === digest) return parcel(bytes, digest, answer.headers);
  }
  throw new Mixed(address);
}

const lists = new Map();

/** The files of a group: `[address, digest, bytes]`, as this version has them. */
function listOf(group) {
  if (!lists.has(group)) {
    const read = async () => {
      const name = `offline/${group}.json`;
      let answer = await caches.match(urlOf(name), { cacheName: OWN });
      if (!answer) {
        answer = await fetched(name, BUILD.groups[group].digest);
        await putBack(name, answer.clone());
      }
      return answer.json();
    };
    const list = read();
    list.catch(() => lists.delete(group));
    lists.set(group, list);
  }
  return lists.get(group);
}

const isLazy = (group) => BUILD.groups[group].lazy;

/** Groups that this version keeps whole, with the moment since when. */
async function keptGroups() {
  const answer = await caches.match(urlOf("offline/kept.json"), { cacheName: OWN });
  return answer ? answer.json() : {};
}

let tables;

/** Digests by address: of what is kept whole, and of everything that this version knows. */
function known() {
  tables ??= (async () => {
    const kept = new Map();
    const all = new Map();
    const whole = await keptGroups();
    for (const group of Object.keys(BUILD.groups).filter((group) => !isLazy(group))) {
      for (const [address, digest] of await listOf(group)) {
        all.set(address, digest);
        if (group in whole) kept.set(address, digest);
      }
    }
    return { kept, all };
  })();
  tables.catch(() => (tables = undefined));
  return tables;
}

async function wantedGroups() {
  const answer = await caches.match(urlOf("offline/wanted.json"), { cacheName: WANTED });
  const { groups = [] } = answer ? await answer.json() : {};
  return ["core", ...groups].filter((group) => group in BUILD.groups && !isLazy(group));
}

/** Caches of earlier versions, and of Python: bytes that need not be fetched again. */
async function elsewhere() {
  const names = (await caches.keys()).filter(
    (name) => name !== OWN && name !== WANTED && (name.startsWith(FAMILY) || name.startsWith(PYTHON)),
  );
  return Promise.all(names.map((name) => caches.open(name)));
}

/** The same bytes from another cache of this device, or undefined. */
async function found(address, digest, others) {
  for (const cache of others) {
    const answer = await cache.match(urlOf(address), { ignoreVary: true });
    const said = answer?.headers.get(DIGEST);
    if (said === digest) return answer;
    if (answer && !said) {
      const bytes = await answer.arrayBuffer();
      if ((await digestOf(bytes)) === digest) return parcel(bytes, digest, answer.headers);
    }
  }
  return undefined;
}

/** Where this version keeps bytes, by their digest: courses have their scripts and styles in common. */
async function twinsOf(have) {
  const groups = Object.keys(BUILD.groups).filter((group) => !isLazy(group));
  const rows = (await Promise.all(groups.map(listOf))).flat();
  return new Map(rows.filter(([address]) => have.has(address)).map(([address, digest]) => [digest, address]));
}

/** Have every file of a list in this version's cache, what was there already excepted: a download that was broken off
    goes on where it stopped. Rejects at the first that cannot be had as this version has it. */
async function gather(group, list) {
  const cache = await own();
  const have = new Set((await cache.keys()).map((request) => addressOf(request.url)));
  const others = await elsewhere();
  const twins = await twinsOf(have);
  const parts = new Map(); // the same bytes at several addresses come once
  for (const [address, digest, bytes] of list) {
    if (have.has(address)) continue;
    if (!parts.has(digest)) parts.set(digest, { digest, bytes, addresses: [] });
    parts.get(digest).addresses.push(address);
  }
  const waiting = [...parts.values()];
  const total = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  await askRoom(total);
  const told = { type: "keeping", group, files: waiting.length, total, done: 0, bytes: 0 };
  news.postMessage(told);
  const take = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const { digest, bytes, addresses } = part;
      const twin = twins.has(digest) && (await cache.match(urlOf(twins.get(digest))));
      const answer = twin || (await found(addresses[0], digest, others)) || (await fetched(addresses[0], digest));
      for (const address of addresses) await cache.put(urlOf(address), answer.clone());
      told.done += 1;
      told.bytes += bytes;
      news.postMessage(told);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, take));
  } finally {
    waiting.length = 0; // after a failure nothing more is asked for
  }
}

async function askRoom(bytes) {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota !== undefined && bytes > quota - usage) throw new DOMException("", "QuotaExceededError");
}

/** Keep groups whole and say so, or leave word of none of them. */
async function keep(groups) {
  const whole = await keptGroups();
  for (const group of groups) await gather(group, await listOf(group));
  const cache = await own();
  const have = new Set((await cache.keys()).map((request) => addressOf(request.url)));
  for (const group of groups) {
    for (const [address] of await listOf(group)) if (!have.has(address)) throw new Error(`${address} did not stay`);
    whole[group] ??= new Date().toISOString();
  }
  await tellKept(whole);
  if ("python" in whole) await handOver();
  news.postMessage({ type: "kept", groups, version: BUILD.version });
}

/** A file is gone from what is kept, and the server has another: what it belongs to is whole no more, and its pages are the
    server's until the next version has come. */
async function giveUp(address) {
  const whole = await keptGroups();
  for (const group of Object.keys(whole)) {
    if ((await listOf(group)).some(([name]) => name === address)) delete whole[group];
  }
  await tellKept(whole);
}

/** What the exercises kept by themselves of the same files need not be there twice. */
async function handOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PYTHON));
  for (const cache of await Promise.all(names.map((name) => caches.open(name)))) {
    for (const [address] of await listOf("python")) await cache.delete(urlOf(address));
  }
}

/** Territories that were fetched under the version before: the same files of this one. */
async function carryOver() {
  for (const group of Object.keys(BUILD.groups).filter(isLazy)) {
    const former = new Set();
    for (const cache of await elsewhere()) {
      for (const { url } of await cache.keys()) if (addressOf(url).startsWith(`${group}/`)) former.add(addressOf(url));
    }
    if (former.size) await gather(group, (await listOf(group)).filter(([address]) => former.has(address)));
  }
}

function reasonOf(error) {
  if (error instanceof Mixed) return "mixed";
  return error?.name === "QuotaExceededError" ? "full" : "network";
}

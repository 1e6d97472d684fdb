/* Starting Pyodide: from the memory kept by an earlier visit, or from nothing.
   Lives here: the manifest, the files that pass through `fetch`, the options of Pyodide.
   May not live here: the exercise (see worker.js), how the memory is made (see keeper.js). */

import { unpack } from "./memory.js";

export const HERE = new URL(".", self.location.href).href;
export const FOLDER = "/exercise"; // of the exercise's files and of atelier, in the memory of a worker
export const SNAPSHOT = "memory";
const KEPT_WITH_SITE = "Parcours-Digest"; // header of what the site's worker keeps: it need not be kept twice

// Asked for at once, side by side: they come while the manifest and the memory do.
const loader = import("./pyodide.mjs");
const program = import("./pyodide.asm.mjs"); // taken by pyodide.mjs when its turn comes
for (const early of [loader, program]) early.catch(() => {}); // told by the start that needs them

const isVerb = (name) => name.startsWith("atelier/");

/** The files of an exercise in two parts: its own, and the verbs that all exercises share. */
export const partsOf = (files) => [files.filter((name) => !isVerb(name)), files.filter(isVerb)];

/** What the build says of the runtime: its digest, its large files, atelier's digests, the modules to have ready. */
export async function readManifest() {
  const address = `${HERE}manifest.json`;
  // Asked again at each start, for a new runtime to be seen; without network the last one known will do.
  const answer = await fetch(address, { cache: "no-cache" }).catch(() => fetch(address, { cache: "force-cache" }));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

export async function bytesOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Files by name, from a folder of the site. */
export async function fetchFiles(base, names) {
  const contents = await Promise.all(names.map((name) => bytesOf(new URL(name, base).href)));
  return names.map((name, place) => [name, contents[place]]);
}

/** Put files in place for Python. */
export function place(pyodide, files) {
  for (const [name, bytes] of files) {
    const path = `${FOLDER}/${name}`;
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    pyodide.FS.writeFile(path, bytes);
  }
}

/** Start Pyodide.

    `manifest`: of the runtime; `kept`: what the device keeps of it, or undefined to do without;
    `snapshot`: the response that holds a memory, or undefined for a start from nothing;
    `tell(received, total)`: the bytes of the large files that have come.
    Gives the interpreter and `fetched`, the large files that came from the network, as chunks by name. */
export async function startPyodide({ manifest, kept, snapshot, tell = () => {}, options = {} }) {
  let lost;
  const whole = new Promise((_, reject) => (lost = reject));
  whole.catch(() => {});
  const fetched = passFiles(manifest.large, kept, tell, lost);
  tellFailedCompilation(lost);
  const { loadPyodide } = await loader;
  const loading = loadPyodide({
    indexURL: HERE,
    // No address of anybody else, even for packages, which exercises do not have.
    packageBaseUrl: HERE,
    // One order of sets, from nothing or from a memory: results must not tell how Python started.
    env: { PYTHONHASHSEED: "0" },
    ...(snapshot && { _loadSnapshot: snapshot.arrayBuffer().then(unpack) }),
    ...options,
  });
  loading.catch(() => {}); // told by whoever loses the race
  const pyodide = await Promise.race([loading, whole]);
  if (snapshot) {
    // Chance was frozen with the memory, and so was what Python knows of folders.
    pyodide.runPython("import importlib, random\nrandom.seed()\nimportlib.invalidate_caches()");
  }
  return { pyodide, fetched };
}

/** Let large files come from what is kept, untouched, or else from the network, counted on their way.
    `lost` is told of a file that does not come whole: Pyodide itself would wait for it without end. */
function passFiles(large, kept, tell, lost) {
  const total = Object.values(large).reduce((sum, { size }) => sum + size, 0);
  const plain = self.fetch.bind(self);
  const fetched = new Map();
  let received = 0;
  const count = (bytes) => {
    received += bytes;
    tell(Math.min(received, total), total);
  };
  self.fetch = async (...request) => {
    const name = new URL(String(request[0].url ?? request[0]), self.location.href).pathname.split("/").pop();
    if (!(name in large)) return plain(...request);
    const have = await kept?.get(name);
    if (have) {
      count(large[name].size);
      return have;
    }
    try {
      const answer = await plain(...request);
      if (!answer.ok || !answer.body) throw new Error(`${name}: ${answer.status}`);
      if (answer.headers.has(KEPT_WITH_SITE)) {
        count(large[name].size);
        return answer;
      }
      const chunks = [];
      fetched.set(name, chunks);
      return counted(answer, chunks, count, lost);
    } catch (error) {
      lost(error);
      throw error;
    }
  };
  return fetched;
}

/** The same response, whose chunks are counted and remembered as they pass. */
function counted(answer, chunks, count, lost) {
  const reader = answer.body.getReader();
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        chunks.push(value);
        count(value.byteLength);
        controller.enqueue(value);
      } catch (error) {
        lost(error);
        controller.error(error);
      }
    },
  });
  return new Response(body, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
}

/** Pyodide writes a failed compilation to the console and waits for ever. */
function tellFailedCompilation(lost) {
  const plain = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    try {
      return await plain.apply(WebAssembly, given);
    } catch (error) {
      lost(error);
      throw error;
    }
  };
}

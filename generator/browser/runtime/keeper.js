/* A worker that makes the memory later visits start from, once a first run has succeeded: an interpreter of its own,
   with atelier and the standard library's modules that exercises use, and nothing of any exercise.
   Of its own: what a learner did stays out of it, and if it fails nobody sees.
   `_makeSnapshot` and `_loadSnapshot` are private to Pyodide: see docs/exercise-runtime.md. */

import { Kept, digestOf } from "./kept.js";
import { pack } from "./memory.js";
import { FOLDER, HERE, SNAPSHOT, fetchFiles, partsOf, place, readManifest, startPyodide } from "./start.js";

const READY = `
import contextlib, importlib, json, sys

def have_ready(names, folder):
    sys.path.insert(0, folder)
    for name in json.loads(names):
        with contextlib.suppress(ImportError):  # this Python may lack a module that the build's has
            importlib.import_module(name)

have_ready
`;

async function make({ base, files }) {
  const manifest = await readManifest();
  const kept = new Kept(HERE, manifest.digest);
  if (await kept.get(SNAPSHOT)) return;
  const verbs = await fetchFiles(base, partsOf(files)[1]);
  for (const [name, bytes] of verbs) {
    if ((await digestOf(bytes)) !== manifest.atelier[name]) throw new Error(`${name} is of another build`);
  }
  const { pyodide } = await startPyodide({ manifest, kept, options: { _makeSnapshot: true } });
  place(pyodide, verbs);
  const modules = verbs.map(([name]) => name.replace(/(\/__init__)?\.py$/, "").replaceAll("/", "."));
  const haveReady = pyodide.runPython(READY, { globals: pyodide.toPy({}) });
  haveReady(JSON.stringify([...modules, ...manifest.modules]), FOLDER);
  haveReady.destroy();
  await kept.put(SNAPSHOT, await pack(pyodide.makeMemorySnapshot()));
}

self.addEventListener("message", async ({ data }) => {
  try {
    await make(data);
    postMessage({ type: "kept" });
  } catch (error) {
    postMessage({ type: "unkept", reason: String(error).slice(0, 2000) });
  }
});

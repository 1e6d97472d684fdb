/* The Python of a page: a worker that starts Pyodide, keeps one session of one exercise and answers messages.
   Lives here: the files of the exercise, calls to atelier.runner. How Python starts is in start.js, what is kept in kept.js.
   May not live here: the page. Published beside Pyodide's own files, at the root of the site (`/runtime/`).
   A dedicated worker, not a shared one: a loop without end is stopped by ending the worker, which a page may not do
   to one it shares. */

import { Kept, digestOf, hasRoom } from "./kept.js";
import { FOLDER, HERE, SNAPSHOT, fetchFiles, partsOf, place, readManifest, startPyodide } from "./start.js";

let python; // the promise of a started Pyodide with the exercise in place
let session;
let put; // puts files in place
let leftover = async () => false; // keeps what came from the network for later visits

async function start({ base, files, notebook, own: local, fresh }) {
  const [own, verbs] = partsOf(files);
  const exercise = Promise.all([
    fetch(notebook).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(notebook)))),
    fetchFiles(base, own),
  ]);
  exercise.catch(() => {}); // told when it is waited for
  const manifest = await readManifest();
  const kept = new Kept(HERE, manifest.digest);
  kept.forgetOthers();
  if (fresh) await kept.forget();
  const snapshot = await kept.get(SNAPSHOT);
  // A memory holds the verbs already: on a later visit they are not even asked for.
  const shared = snapshot ? [] : fetchFiles(base, verbs);
  postMessage({ type: "starting", restored: Boolean(snapshot), kept: Boolean(snapshot ?? (await kept.get("pyodide.asm.wasm"))) });
  const tell = (received, total) => postMessage({ type: "progress", received, total });
  const [{ pyodide, fetched }, [cells, contents], atelier] = await Promise.all([
    startPyodide({ manifest, kept, snapshot, ...(!snapshot && { tell }) }),
    exercise,
    shared,
  ]);
  leftover = () => keep(fetched, manifest, kept);
  place(pyodide, [...atelier, ...contents, ...written(local)]);
  put = (changed) => place(pyodide, written(changed));
  pyodide.globals.set("NOTEBOOK", JSON.stringify(local?.cells ?? cells.cells));
  pyodide.globals.set("FOLDER", FOLDER);
  session = pyodide.runPython(`
import json, sys
from pathlib import Path
if FOLDER not in sys.path:
    sys.path.insert(0, FOLDER)
from atelier.runner import Cell, Session

class Desk:
    """What the page asks of Python, in and out as JSON texts."""

    def __init__(self, cells, folder):
        code = [Cell(c["name"], c["role"], c["source"]) for c in cells if c["role"] != "prose"]
        self.session = Session(code, Path(folder))
        self.ran = False

    def adapt(self, cells):
        """Other cells, on files that have changed: all is imported and run anew."""
        self.__init__(json.loads(cells), FOLDER)
        return "[]"

    def run(self, parameters):
        given = json.loads(parameters)
        results = self.session.rerun(given) if self.ran else self.session.run(given)
        self.ran = True
        return json.dumps(list(results))

    def ask(self, name, answer):
        return json.dumps([self.session.ask(name, json.loads(answer))])

Desk(json.loads(NOTEBOOK), FOLDER)
`);
  postMessage({ type: "ready" });
}

/** Keep the large files that came whole and are those of the manifest: a cache on the way may have mixed two builds. */
async function keep(fetched, manifest, kept) {
  if (!(await hasRoom())) return false;
  for (const [name, chunks] of fetched) {
    const bytes = await new Blob(chunks).arrayBuffer();
    const { sha256, type } = manifest.large[name];
    if ((await digestOf(bytes)) !== sha256) return false;
    await kept.put(name, bytes, type);
  }
  return true;
}

/** Files of the exercise with other contents than in its folder. */
const written = (own) => Object.entries(own?.files ?? {}).map(([name, text]) => [name, new TextEncoder().encode(text)]);

function answer(data) {
  if (data.type === "ask") return session.ask(data.name, JSON.stringify(data.answer));
  if (data.type === "run") return session.run(JSON.stringify(data.parameters));
  put(data.own);
  return session.adapt(JSON.stringify(data.own.cells));
}

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.type === "start") {
      python ??= start(data);
      await python;
      return;
    }
    if (data.type === "keep") {
      const done = await leftover().catch(() => false);
      leftover = async () => false; // and let go of the bytes
      postMessage({ type: done ? "kept" : "unkept" });
      return;
    }
    await python;
    const json = answer(data);
    postMessage({ type: "results", id: data.id, results: JSON.parse(json) });
  } catch (error) {
    postMessage({ type: "failed", id: data.id, loading: session === undefined, reason: String(error).slice(0, 2000) });
  }
});

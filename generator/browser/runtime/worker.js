/* The Python of a page: a worker that starts Pyodide, keeps one session of one exercise and answers messages.
   Lives here: loading with its progress, the files of the exercise, calls to atelier.runner.
   May not live here: the page. Published beside Pyodide's own files, at the root of the site (`/runtime/`).
   A dedicated worker, not a shared one: a loop without end is stopped by ending the worker, which a page may not do
   to one it shares. */

let python; // the promise of a started Pyodide with the exercise in place
let session;

/** Tell how many bytes of the runtime have come, by counting what passes through `fetch`.
    `lost` is told of a file that does not come whole: Pyodide itself would wait for it without end. */
function countBytes(sizes, tell, lost) {
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const plain = self.fetch.bind(self);
  let received = 0;
  self.fetch = async (...request) => {
    const name = new URL(String(request[0].url ?? request[0]), self.location.href).pathname.split("/").pop();
    if (!(name in sizes)) return plain(...request);
    let answer;
    try {
      answer = await plain(...request);
      if (!answer.ok || !answer.body) throw new Error(`${name}: ${answer.status}`);
    } catch (error) {
      lost(error);
      throw error;
    }
    const reader = answer.body.getReader();
    const counted = new ReadableStream({
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            controller.close();
            return;
          }
          received += value.byteLength;
          tell(Math.min(received, total), total);
          controller.enqueue(value);
        } catch (error) {
          lost(error);
          controller.error(error);
        }
      },
    });
    return new Response(counted, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
  };
}

async function bytesOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function start({ base, files, notebook }) {
  const here = new URL(".", self.location.href).href;
  const sizes = await (await fetch(`${here}sizes.json`)).json();
  let lost;
  const whole = new Promise((_, reject) => (lost = reject));
  whole.catch(() => {});
  countBytes(sizes, (received, total) => postMessage({ type: "progress", received, total }), lost);
  const [{ loadPyodide }, cells, ...contents] = await Promise.all([
    import("./pyodide.mjs"),
    fetch(notebook).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(notebook)))),
    ...files.map((name) => bytesOf(new URL(name, base).href)),
  ]);
  // `packageBaseUrl`: no address of anybody else, even for packages, which exercises do not have.
  const pyodide = await Promise.race([loadPyodide({ indexURL: here, packageBaseUrl: here }), whole]);
  const folder = "/exercise"; // in the memory of the worker
  files.forEach((name, place) => {
    const path = `${folder}/${name}`;
    pyodide.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    pyodide.FS.writeFile(path, contents[place]);
  });
  pyodide.globals.set("NOTEBOOK", JSON.stringify(cells.cells));
  pyodide.globals.set("FOLDER", folder);
  session = pyodide.runPython(`
import json, sys
from pathlib import Path
sys.path.insert(0, FOLDER)
from atelier.runner import Cell, Session

class Desk:
    """What the page asks of Python, in and out as JSON texts."""

    def __init__(self, cells, folder):
        code = [Cell(c["name"], c["role"], c["source"]) for c in cells if c["role"] != "prose"]
        self.session = Session(code, Path(folder))
        self.ran = False

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

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.type === "start") {
      python ??= start(data);
      await python;
      return;
    }
    await python;
    const json = data.type === "ask" ? session.ask(data.name, JSON.stringify(data.answer)) : session.run(JSON.stringify(data.parameters));
    postMessage({ type: "results", id: data.id, results: JSON.parse(json) });
  } catch (error) {
    postMessage({ type: "failed", id: data.id, loading: session === undefined, reason: String(error).slice(0, 2000) });
  }
});

/* <parcours-copy>: what a learner changed in the notebook of an exercise, told on the exercise's page.
   JupyterLite keeps a notebook that was changed in this browser (IndexedDB, through localforage) and shows that copy
   ever after, whatever the course publishes. Here the learner sees that there is one, whether the course has moved on
   since, and can take it away or go back to the course's version.
   Lives here: looking in that storage, which belongs to JupyterLite. May not live here: words (they come from the
   page). Where there is no copy, or no storage, nothing is shown. */

const STORAGE = "JupyterLite Storage - "; // then the address of JupyterLite, without the host
const FILES = "files"; // path → the file as JupyterLite sees it
const CHECKPOINTS = "checkpoints";

class ParcoursCopy extends HTMLElement {
  #words;
  #look = () => this.#show();

  connectedCallback() {
    this.#words ??= JSON.parse(this.dataset.words);
    // Learners come back from the notebook: by the browser's button, or from another tab.
    window.addEventListener("pageshow", this.#look);
    document.addEventListener("visibilitychange", this.#look);
    this.#show();
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this.#look);
    document.removeEventListener("visibilitychange", this.#look);
  }

  get #database() {
    return STORAGE + new URL(this.dataset.lite, document.baseURI).pathname;
  }

  async #show() {
    if (document.hidden || this.contains(document.activeElement)) return; // nothing moves under a finger
    const copy = await withStore(this.#database, "readonly", (store) => read(store(FILES), this.dataset.path));
    if (!copy?.content) {
      this.replaceChildren();
      return;
    }
    const when = new Date(copy.last_modified);
    const shown = Number.isNaN(when.valueOf())
      ? "…"
      : when.toLocaleString(this.dataset.language, { dateStyle: "long", timeStyle: "short" });
    const made = copy.content.metadata?.parcours?.version;
    this.replaceChildren(
      paragraph(this.#words.changed.replace("{date}", shown)),
      ...(made && made !== this.dataset.version ? [paragraph(this.#words.newer)] : []),
      this.#actions([
        [this.#words.download, () => this.#download(copy)],
        [this.#words.back, () => this.#ask(copy)],
      ]),
    );
  }

  #actions(actions) {
    const row = document.createElement("p");
    row.className = "px-copy-actions";
    for (const [text, act] of actions) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "px-button";
      button.textContent = text;
      button.addEventListener("click", act);
      row.append(button, " ");
    }
    return row;
  }

  #download(copy) {
    const file = new Blob([JSON.stringify(copy.content, null, 1)], { type: "application/x-ipynb+json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = this.dataset.path.split("/").pop();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // the browser has taken it by then
  }

  #ask(copy) {
    const actions = this.#actions([
      [this.#words.yes, () => this.#forget()],
      [this.#words.no, () => this.#leave()],
      [this.#words.download, () => this.#download(copy)],
    ]);
    const question = paragraph(this.#words.sure);
    question.tabIndex = -1;
    this.replaceChildren(question, actions);
    question.focus();
  }

  async #leave() {
    document.activeElement?.blur();
    await this.#show();
    this.querySelector("button")?.focus();
  }

  async #forget() {
    const done = await withStore(this.#database, "readwrite", async (store, names) => {
      const folder = this.dataset.path.replace(/[^/]*$/, "");
      for (const name of names) {
        for (const key of await answer(store(name).getAllKeys())) {
          // The model and the data go with the notebook; the notebook in the other language is another copy.
          const beside = typeof key === "string" && key.startsWith(folder) && !key.endsWith(".ipynb");
          if (key === this.dataset.path || beside) store(name).delete(key);
        }
      }
      return true;
    });
    const told = paragraph(done ? this.#words.gone : this.#words.kept);
    told.tabIndex = -1;
    this.replaceChildren(told);
    told.focus();
  }
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

/** What a request to IndexedDB answers. */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const read = (store, key) => answer(store.get(key));

/** A database that exists already, or null: looking must not make one. */
function opened(name) {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      resolve(null);
    };
    request.onblocked = () => resolve(null);
  });
}

/** `work` with the stores of a database and their names, in one transaction that is over when this is; null where there are none. */
async function withStore(name, mode, work) {
  let database;
  try {
    database = await opened(name);
    if (!database) return null;
    const names = [FILES, CHECKPOINTS].filter((store) => database.objectStoreNames.contains(store));
    if (!names.includes(FILES)) return null;
    const transaction = database.transaction(names, mode);
    const over = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await work((store) => transaction.objectStore(store), names);
    await over;
    return result;
  } catch {
    return null; // a browser that keeps nothing has no copy either
  } finally {
    database?.close(); // JupyterLite, in another tab, must be able to open it
  }
}

customElements.define("parcours-copy", ParcoursCopy);

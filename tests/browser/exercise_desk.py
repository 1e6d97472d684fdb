"""One Python at which every exercise of the site computes in turn, with its own form as its page has it.

A start of Python and a page of the theme cost more than all that an exercise computes. Here the site's element, scripts
and worker do what they do in a page; only, a worker that has started is handed the next exercise as it is handed a
territory (`adapt`). The page at hand has nothing in it, and no policy: those are tried on pages as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from playwright.sync_api import Page

SET_UP = """async (script) => {
  let worker; // the one Python
  let front; // who speaks with it: the worker that the exercise at hand believes it has started
  const Started = Worker;
  const answered = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer;
  };
  /** An exercise as what another territory gives to a worker: its cells, the contents of its files. */
  const exerciseOf = async ({ base, files, notebook }) => {
    const own = files.filter((name) => !name.startsWith("atelier/"));
    const texts = own.map(async (name) => [name, await (await answered(new URL(name, base))).text()]);
    return { cells: (await (await answered(notebook)).json()).cells, files: Object.fromEntries(await Promise.all(texts)) };
  };
  globalThis.Worker = class extends EventTarget {
    #first = !worker;
    constructor(...given) {
      super();
      front = this;
      if (worker) return;
      worker = new Started(...given);
      for (const kind of ["message", "error"]) worker.addEventListener(kind, (event) => front.hear(kind, event));
    }
    hear(kind, { data, message }) {
      if (data?.id === "handed") data = data.type === "failed" ? { ...data, loading: true } : { type: "ready" };
      this.dispatchEvent(kind === "message" ? new MessageEvent(kind, { data }) : new ErrorEvent(kind, { message, cancelable: true }));
    }
    async postMessage(message) {
      if (this.#first || message.type !== "start") return worker.postMessage(message);
      this.hear("message", { data: { type: "starting", restored: true, kept: true } });
      worker.postMessage({ type: "adapt", id: "handed", own: await exerciseOf(message) });
    }
    terminate() {}
  };
  await import(script);
}"""
TAKE = """async ([address, answers]) => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const exercise = document.adoptNode(page.querySelector("parcours-exercise"));
  for (const name of ["runtime", "base", "notebook"]) exercise.dataset[name] = new URL(exercise.dataset[name], address).href;
  document.body.replaceChildren(exercise);
  const shown = () => [...exercise.querySelectorAll(".px-output, .px-question")].map((place) => {
    const pieces = place.matches(".px-output") ? place.children : place.querySelectorAll(".px-fields");
    return [place.dataset.cell, [...pieces].map((piece) => piece.innerHTML)];
  });
  const press = async (form) => {
    form.querySelector("[type=submit]").click();
    while (exercise.classList.contains("px-running")) await new Promise((done) => setTimeout(done, 4));
  };
  const give = (form, answer) => {
    const fields = [...form.querySelectorAll("[name=answer]:enabled")];
    const { kind } = form.dataset;
    if (kind === "order") fields.forEach((field, place) => (field.value = answer[place]));
    else if (kind.startsWith("choice")) for (const field of fields) field.checked = [answer].flat().includes(field.value);
    else fields[0].value = kind === "number" && exercise.dataset.language === "fr" ? answer.replace(".", ",") : answer;
  };
  const told = { built: shown(), kinds: {}, verdicts: {} };
  await press(exercise.querySelector(".px-form"));
  told.computed = shown();
  told.updated = exercise.querySelector(".px-status").textContent === JSON.parse(exercise.dataset.words).updated;
  for (const form of exercise.querySelectorAll(".px-question")) {
    const { cell, kind } = form.dataset;
    told.kinds[cell] = kind;
    told.verdicts[cell] = [];
    for (const answer of answers[cell] ?? []) {
      give(form, answer);
      await press(form);
      told.verdicts[cell].push(form.dataset.status);
    }
  }
  return told;
}"""


class Told(TypedDict):
    """What an exercise said: what its cells show and ask, by the build and by this Python, then its verdicts, by question."""

    built: list[tuple[str, list[str]]]
    computed: list[tuple[str, list[str]]]
    updated: bool
    kinds: dict[str, str]
    verdicts: dict[str, list[str]]


def set_up(page: Page, script: str) -> Page:
    """Make a page with nothing in it the desk. `script`: the address of the element's own."""
    page.evaluate(SET_UP, script)
    return page


def take(desk: Page, address: str, answers: Mapping[str, Sequence[str | list[str]]]) -> Told:
    """Take the exercise of a page to the desk: compute, then give each answer to each question as its fields want it."""
    told: Told = desk.evaluate(TAKE, [address, answers])
    return told

"""What tests do on an exercise's page, and what they read there. Times are for two slow cores and a cold Python."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, Route, expect

COLD = 60_000
RUNTIME = "/runtime/"
# The page itself waits for a mark: asked from outside, it would be asked fifty times.
MARKED = """([name, patience]) => new Promise((done) => {
  setTimeout(done, patience);
  new PerformanceObserver((seen) => seen.getEntriesByName(name).length && done()).observe({ type: "mark", buffered: true });
})"""
READY = "Python est prêt."
UPDATED = "Résultats mis à jour."
# In start.js: a Python that asks for its large files, starts at once, shows one word and finds all answers right; from
# nothing it needs the verbs, as the real one does.
LIGHT = (
    "const { loadPyodide } = await loader;",
    """const loadPyodide = async ({ indexURL, _loadSnapshot }) => {
      let ready = Boolean(await _loadSnapshot);
      for (const name of Object.keys(manifest.large)) await (await fetch(indexURL + name)).arrayBuffer();
      const outputs = [{ kind: "text", text: "léger" }];
      const desk = {
        run: () => JSON.stringify([{ name: "c-trap", outputs }]),
        ask: () => JSON.stringify([{ outputs, verdict: { status: "right" } }]),
        destroy() {},
      };
      return {
        FS: { mkdirTree() {}, writeFile: (path) => (ready ||= path.endsWith("/atelier/runner.py")) },
        globals: new Map(),
        toPy: (given) => given,
        runPython: () => {
          if (!ready) throw new Error("No module named 'atelier'");
          return Object.assign(() => {}, desk);
        },
        makeMemorySnapshot: () => new Uint8Array(65_536),
      };
    };""",
)


class Sheet:
    """One exercise in an open page; `asked` are the paths requested since the page was opened."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(address)
        expect(self.button("Calculer")).to_be_visible()

    @property
    def status(self) -> Locator:
        return self.page.locator(".px-status")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).first

    def field(self, name: str) -> Locator:
        return self.page.locator(f'.px-form [name="{name}"]')

    def output(self, cell: str) -> Locator:
        return self.page.locator(f'.px-output[data-cell="{cell}"]')

    def slide(self, value: float) -> None:
        """Move the slider as a hand does: the browser says `input` at each step."""
        self.field("points").evaluate(
            "(field, value) => { field.value = value; field.dispatchEvent(new Event('input', {bubbles: true})); }",
            value,
        )

    def compute(self, sentence: str = UPDATED, timeout: int = COLD) -> None:
        self.button("Calculer").click()
        expect(self.status).to_contain_text(sentence, timeout=timeout)

    def settle(self) -> None:
        """Wait until nothing runs any more."""
        expect(self.page.locator("parcours-exercise.px-running")).to_have_count(0, timeout=COLD)

    def answer(self, text: str) -> Locator:
        """Answer the question; its verdict once it is there."""
        self.page.locator('.px-question [name="answer"]').fill(text)
        self.button("Vérifier").click()
        self.settle()
        return self.page.locator(".px-verdict")


def marks(page: Page, name: str) -> list[str]:
    """The details of the marks a page has set under a name, in order."""
    look = "name => performance.getEntriesByName(name).map((mark) => mark.detail)"
    found: list[str] = page.evaluate(look, name)
    return found


def marked(page: Page, name: str) -> list[str]:
    """Wait until a page has set a mark under that name."""
    page.evaluate(MARKED, [name, COLD])
    found = marks(page, name)
    assert found, f"no mark: {name}"
    return found


def keeping(page: Page) -> list[str]:
    """Wait until Python has been kept, or could not be."""
    return marked(page, "parcours-kept")


def edit(page: Page, name: str, old: str, new: str) -> None:
    """In a script of the runtime, put a text in the place of another."""

    def edited(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert old in text
        route.fulfill(response=answer, body=text.replace(old, new, 1))

    page.route(f"**{RUNTIME}{name}.js*", edited)

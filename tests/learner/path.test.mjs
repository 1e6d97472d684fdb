/* Laws of the path: what a placement asks, what a plan proposes, what a hand may change in it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  PLACING, SECONDS, added, cleaned, factsOf, inOrder, knownOf, linesOf, moved, needsOf, partOf, placed, placementOf, planOf, removed, switched, totalOf,
} from "../../generator/browser/learner/path.js";
import { aCourse, courseAndFacts, THEMES } from "./planned.mjs";

const holds = (property) => fc.assert(property);
const modulesOf = (ids) => ids.map((id) => partOf(id).module);

/** Ask until there is nothing left to ask; `right` says of each question how it went. */
function askAll(index, right, options) {
  const answers = [];
  const states = [placementOf(index, answers, options)];
  while (states.at(-1).next) {
    const { module, question } = states.at(-1).next;
    answers.push({ module, question, score: right(answers.length) ? 1 : 0 });
    states.push(placementOf(index, answers, options));
    assert.ok(answers.length < 1000, "it ends");
  }
  return { answers, states, end: states.at(-1) };
}

const secondsOf = (index, answers) => answers.reduce((total, { question }) => {
  const { kind } = index.modules.flatMap((module) => module.quiz.questions).find(({ id }) => id === question);
  return total + SECONDS[kind];
}, 0);

const luck = () => fc.infiniteStream(fc.boolean());
const drawn = (stream) => () => stream.next().value;

test("modules come after those they build on, and otherwise in the course's order", () => {
  holds(fc.property(aCourse(), (index) => {
    const order = inOrder(index);
    assert.deepEqual(new Set(order), new Set(index.modules));
    for (const [at, module] of order.entries()) assert.ok(module.prerequisites.every((need) => order.slice(0, at).some(({ id }) => id === need)));
    const free = { ...index, modules: index.modules.map((module) => ({ ...module, prerequisites: [] })) };
    assert.deepEqual(inOrder(free), free.modules);
  }));
});

/** A module that builds on others; `objectives` are lists of questions, each `[id, kind, recall]`. */
const built = (id, minutes, { needs = [], express = null, objectives = [], theme = "data" } = {}) => ({
  id, minutes, theme, prerequisites: needs, express: express && { minutes: express },
  objectives: objectives.map((_, n) => ({ id: `o${n}`, statement: `do ${n}` })),
  quiz: { questions: objectives.flatMap((own, n) => own.map(([id, kind, recall = false]) => ({ id, kind, recall, objective: `o${n}` }))) },
});

test("what a module builds on is all that it builds on, and a circle ends", () => {
  const index = { modules: [built("c", 1, { needs: ["b", "gone"] }), built("b", 1, { needs: ["a"] }), built("a", 1), built("x", 1, { needs: ["y", "x"] }), built("y", 1, { needs: ["x"] })] };
  const needs = (id) => [...needsOf(index, id)].sort();
  assert.deepEqual(["a", "b", "c", "x", "y"].map(needs), [[], ["a"], ["a", "b"], ["y"], ["x"]]);
  const order = (...ids) => inOrder(index, ids).map(({ id }) => id);
  assert.deepEqual(order("c", "a"), ["a", "c"], "though what stands between them is not there");
  assert.deepEqual(order("x", "y", "a"), ["a", "x", "y"]);
});

test("of an objective, the quickest of the questions that the quiz asks is asked, the quickest objective first", () => {
  const objectives = [
    [["q1", "numeric"], ["q2", "multiple"], ["q3", "single", true]],
    [["q4", "single", true], ["q5", "new-kind", true]],
  ];
  const index = { modules: [built("a", 1, { objectives }), built("b", 1, { objectives })] };
  const { answers, end } = askAll(index, () => true);
  assert.deepEqual(answers.map(({ module, question }) => `${module}/${question}`), ["a/q4", "a/q2", "b/q4", "b/q2"]);
  assert.deepEqual(end.known, ["a", "b"]);
});

test("a placement ends within its ten minutes, whatever one answers, and says how much is left at most", () => {
  holds(fc.property(aCourse(), luck(), (index, stream) => {
    const { answers, states } = askAll(index, drawn(stream));
    assert.ok(secondsOf(index, answers) <= PLACING);
    assert.equal(new Set(answers.map(({ question }) => question)).size, answers.length);
    for (const [at, state] of states.entries()) {
      assert.equal(state.asked, at);
      assert.ok(state.left >= answers.length - at);
      assert.ok(state.seconds >= secondsOf(index, answers.slice(at)));
      if (at) assert.ok(state.left < states[at - 1].left && state.seconds < states[at - 1].seconds);
    }
  }));
});

test("after a miss, nothing more is asked of the module, nor of what builds on it", () => {
  holds(fc.property(aCourse(), luck(), (index, stream) => {
    const { answers, end } = askAll(index, drawn(stream));
    for (const [at, { module, score }] of answers.entries()) {
      if (score === 1) continue;
      assert.ok(answers.slice(at + 1).every((later) => later.module !== module && !needsOf(index, later.module).has(module)));
      assert.ok(!end.known.includes(module));
    }
  }));
});

test("a module is known when every objective was asked and right, and no other", () => {
  holds(fc.property(aCourse(), luck(), (index, stream) => {
    const { answers, end } = askAll(index, drawn(stream));
    for (const { id, objectives } of index.modules) {
      const own = answers.filter(({ module }) => module === id);
      assert.equal(end.known.includes(id), own.length === objectives.length && own.every(({ score }) => score === 1));
    }
    assert.deepEqual(new Set(end.known), new Set(knownOf(index, end.reached)));
    assert.equal(end.reached.length + end.missed.length, answers.length);
  }));
});

test("only the chosen themes are asked about, and nothing that is finished", () => {
  holds(fc.property(aCourse(), fc.subarray(THEMES, { minLength: 1 }), fc.nat(14), (index, themes, few) => {
    const finished = index.modules.slice(0, few).map(({ id }) => id);
    const { answers } = askAll(index, () => true, { themes, finished });
    const modules = new Map(index.modules.map((module) => [module.id, module]));
    assert.ok(answers.every(({ module }) => themes.includes(modules.get(module).theme) && !finished.includes(module)));
  }));
});

test("a big course, all of it known, is asked about within ten minutes and whole modules are skipped", () => {
  const kinds = ["single", "numeric", "ordering", "matching"];
  const modules = Array.from({ length: 14 }, (_, at) => ({
    id: `m${at}`, theme: "data", prerequisites: [], minutes: 60, express: null,
    objectives: kinds.map((kind) => ({ id: kind })), quiz: { questions: kinds.map((kind) => ({ id: `${at}-${kind}`, kind, objective: kind })) },
  }));
  const index = { modules };
  const { left, seconds } = placementOf(index, []);
  assert.deepEqual([left, seconds], [14 + 3, PLACING], "as many of the quickest as fit");
  assert.equal(placementOf({ modules: modules.slice(0, 1) }, []).seconds, 210);
  assert.equal(askAll(index, () => true).answers.length, 8);
  assert.deepEqual(askAll(index, () => true).end.known, ["m0", "m1"]);
  assert.equal(askAll(index, () => false).answers.length, 14);
});

test("a new placement keeps what the one before said of modules that were not asked again", () => {
  assert.deepEqual(
    placed({ reached: ["a/1", "b/1"], missed: ["a/2"] }, { reached: ["b/2"], missed: ["b/1"] }),
    { reached: ["a/1", "b/2"], missed: ["a/2", "b/1"] },
  );
  assert.deepEqual(placed(undefined, { reached: [], missed: ["b/1"] }), { reached: [], missed: ["b/1"] });
});

test("a plan never takes more than the time, and its lines add up to its total", () => {
  holds(fc.property(courseAndFacts(), ([index, facts]) => {
    const plan = planOf(index, facts);
    assert.ok(plan.total <= facts.minutes);
    assert.equal(totalOf(plan.lines), plan.total);
    assert.equal(plan.shortest !== null, plan.modules.length === 0 && plan.left.length > 0);
    if (plan.shortest !== null) assert.ok(plan.shortest > facts.minutes || plan.left.length > 1);
  }));
});

test("what a module builds on comes before it, unless it is finished or known", () => {
  holds(fc.property(courseAndFacts(), ([index, facts]) => {
    const plan = planOf(index, facts);
    assert.ok(plan.lines.every(({ lacking }) => lacking.length === 0));
    const order = modulesOf(plan.modules);
    for (const [at, id] of order.entries()) {
      const { prerequisites } = index.modules.find((module) => module.id === id);
      assert.ok(prerequisites.every((need) => order.slice(0, at).includes(need) || plan.known.includes(need) || plan.finished.includes(need)));
    }
  }));
});

test("no module is planned twice, none that is finished or known, none that the course has not", () => {
  holds(fc.property(courseAndFacts(), ([index, facts]) => {
    const order = modulesOf(planOf(index, facts).modules);
    const out = new Set([...facts.finished, ...knownOf(index, facts.reached)]);
    assert.equal(new Set(order).size, order.length);
    assert.ok(order.every((id) => !out.has(id) && index.modules.some((module) => module.id === id)));
  }));
});

test("more time never proposes fewer modules", () => {
  holds(fc.property(courseAndFacts(), fc.nat(60), ([index, facts], more) => {
    assert.ok(planOf(index, { ...facts, minutes: facts.minutes + more }).modules.length >= planOf(index, facts).modules.length);
  }), { numRuns: 300 });
});

test("where a little less time would leave room for more modules, those are proposed", () => {
  const index = { modules: [built("a", 20), built("b", 5), built("c", 6)] };
  const plan = (minutes) => planOf(index, { minutes });
  assert.deepEqual([19, 20, 25, 31].map((minutes) => plan(minutes).modules), [["b", "c"], ["b", "c"], ["a", "b"], ["a", "b", "c"]]);
  assert.deepEqual([plan(4).modules, plan(4).shortest, plan(undefined).modules], [[], 5, []]);
});

test("time that is left makes modules whole, those with missed objectives first", () => {
  const index = { modules: ["a", "b", "c"].map((id) => built(id, 30, { express: 10, objectives: [[["q", "single"]]] })) };
  const plan = (minutes, missed = []) => planOf(index, { minutes, missed }).modules;
  assert.deepEqual(plan(50), ["a", "b:express", "c:express"]);
  assert.deepEqual(plan(50, ["b/o0"]), ["a:express", "b", "c:express"]);
  assert.deepEqual(plan(49), ["a:express", "b:express", "c:express"]);
});

test("what a quiz showed says more than a placement did before", () => {
  const objective = (id, state, placed) => ({ id, state, placed });
  const objectives = [
    objective("a", "reached", null), objective("b", "todo", "reached"), objective("c", "review", "reached"), objective("d", "begun", null),
    objective("e", "review", null), objective("f", "todo", "missed"), objective("g", "reached", "missed"),
  ];
  const modules = [{ id: "m", finished: "2026-11-27T20:00:00.000Z" }, { id: "n", finished: null }];
  const facts = { reached: ["a", "b", "g"], missed: ["c", "e", "f"], finished: ["m"], placed: true };
  assert.deepEqual(factsOf({ modules, objectives, placement: { at: "" } }), facts);
  assert.equal(factsOf({ modules, objectives, placement: null }).placed, false);
});

test("all the time there is proposes every module, whole", () => {
  holds(fc.property(aCourse(), (index) => {
    const plan = planOf(index, { minutes: 100_000 });
    assert.deepEqual(modulesOf(plan.modules), inOrder(index).map(({ id }) => id));
    assert.ok(plan.lines.every(({ express, module }) => !express || !index.modules.some(({ id, minutes, express: short }) => id === module && short.minutes < minutes)));
  }));
});

test("the order in which things were learnt changes nothing, nor do ids that the course has not", () => {
  holds(fc.property(courseAndFacts(), ([index, facts]) => {
    const plan = planOf(index, facts);
    const turned = Object.fromEntries(["reached", "missed", "finished", "themes"].map((name) => [name, [...facts[name]].reverse()]));
    const other = planOf(index, { ...facts, ...turned });
    assert.deepEqual({ ...other, finished: other.finished.toSorted() }, { ...plan, finished: plan.finished.toSorted() });
    const without = Object.fromEntries(["reached", "missed", "finished"].map((name) => [name, facts[name].filter((id) => !id.startsWith("gone"))]));
    assert.deepEqual(planOf(index, { ...facts, ...without }), plan);
  }));
});

test("the plan of what is planned is the same plan", () => {
  holds(fc.property(courseAndFacts(), ([index, facts]) => {
    const plan = planOf(index, facts);
    const order = modulesOf(plan.modules);
    const others = index.modules.map(({ id }) => id).filter((id) => !order.includes(id));
    assert.deepEqual(planOf(index, { ...facts, themes: [], finished: others }).modules, plan.modules);
    assert.deepEqual(linesOf(index, plan.modules, facts), plan.lines);
    assert.deepEqual(cleaned(index, [...plan.modules, "gone", ...plan.modules]), plan.modules);
  }));
});

test("every line says why it is there", () => {
  holds(fc.property(courseAndFacts(), ([index, facts]) => {
    for (const line of planOf(index, facts).lines) {
      assert.ok(["missed", "needed", "unknown", "theme", "course"].includes(line.because));
      assert.equal(line.because === "missed", line.missed.length > 0);
      if (line.because === "needed") assert.ok(line.needed.length > 0);
    }
  }));
});

test("no change by hand places a module before one it builds on; moving there and back changes nothing", () => {
  const change = fc.record({ at: fc.nat(20), what: fc.constantFrom("up", "down", "add", "remove", "switch") });
  holds(fc.property(courseAndFacts(), fc.array(change, { maxLength: 12 }), ([index, facts], changes) => {
    let ids = planOf(index, facts).modules;
    for (const { at, what } of changes) {
      const id = ids[at % Math.max(1, ids.length)];
      if (what === "add") ids = added(index, ids, index.modules[at % index.modules.length].id, at % 2 === 0);
      else if (id === undefined) continue;
      else if (what === "remove") ids = removed(index, ids, id);
      else if (what === "switch") ids = switched(index, ids, id);
      else {
        const step = what === "up" ? -1 : 1;
        const { ids: then, refused } = moved(index, ids, id, step);
        if (refused) assert.ok(needsOf(index, refused.then).has(refused.first));
        if (refused) assert.deepEqual(then, ids);
        else if (then.join() !== ids.join()) assert.deepEqual(moved(index, then, id, -step).ids, ids);
        ids = then;
      }
      assert.deepEqual(cleaned(index, ids), ids);
      const order = modulesOf(ids);
      for (const [place, module] of order.entries()) assert.ok(order.slice(place + 1).every((later) => !needsOf(index, module).has(later)));
    }
  }));
});

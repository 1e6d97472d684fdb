/* Laws of where a learner stands: over the order of entries, over two devices, over a course that changes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { merged } from "../../generator/browser/learner/journal.js";
import { answersOf, exerciseOf, isDone, lessonsRead } from "../../generator/browser/learner/last.js";
import { ASKED, STAGES } from "../../generator/browser/learner/recalls.js";
import { moduleOutcomes, standingOf } from "../../generator/browser/learner/standing.js";
import { aCourse, aModule, answer, anyCourse, anyJournal, at, entry, read } from "./courses.mjs";

const anyDay = () => fc.integer({ min: 0, max: 120 }).map((days) => Date.UTC(2026, 10, 1 + days, 12));
const byId = (things) => new Map(things.map((thing) => [thing.id, thing]));
const law = (...parts) => fc.assert(fc.property(...parts), { numRuns: 200 });

// --- order, two devices ---------------------------------------------------------------------------------

test("the order in which entries are given says nothing", () => {
  law(anyCourse(), anyJournal(), anyDay(), fc.nat(), (course, journal, now, turn) => {
    const cut = journal.length ? turn % journal.length : 0;
    const other = [...journal.slice(cut), ...journal.slice(0, cut)].reverse();
    assert.deepEqual(standingOf(other, course, now), standingOf(journal, course, now));
    assert.deepEqual(standingOf([...journal, ...journal], course, now), standingOf(journal, course, now));
  });
});

test("joining the journal of another device loses no finished module, no ended question, no right cell", () => {
  law(anyCourse(), anyJournal(), anyJournal(), anyDay(), (course, one, other, now) => {
    const alone = standingOf(one, course, now);
    const both = byId(standingOf(merged(one, other), course, now).modules);
    for (const module of alone.modules) {
      const joined = both.get(module.id);
      if (module.finished) assert.ok(joined.finished && joined.finished <= module.finished);
      assert.ok(joined.ended >= module.ended);
      for (const [number, exercise] of module.exercises.entries()) assert.ok(joined.exercises[number].right >= exercise.right);
    }
  });
});

test("settings of exercises say where one was, and nothing of what one did", () => {
  law(anyCourse(), anyJournal(), anyDay(), (course, journal, now) => {
    const without = journal.filter(({ kind }) => kind !== "settings");
    const [{ resume: _, gone: __, ...all }, { resume, gone, ...rest }] = [standingOf(journal, course, now), standingOf(without, course, now)];
    assert.deepEqual(all, rest);
    assert.deepEqual(moduleOutcomes(journal, course), moduleOutcomes(without, course));
  });
});

// --- a course that changes ------------------------------------------------------------------------------

test("a module that the course gains changes nothing of the others", () => {
  law(anyCourse(), anyJournal(), anyDay(), fc.nat(4), (course, journal, now, place) => {
    const more = { ...course, modules: course.modules.toSpliced(place, 0, aModule("new")) };
    const [before, after] = [standingOf(journal, course, now), standingOf(journal, more, now)];
    assert.deepEqual(after.modules.filter(({ id }) => id !== "new"), before.modules);
    assert.deepEqual(after.objectives.filter(({ module }) => module !== "new"), before.objectives);
    assert.deepEqual(after.recalls, before.recalls);
    assert.deepEqual(after.gone, before.gone);
    assert.equal(byId(after.modules).get("new").percent, 0);
    if (before.resume) assert.equal(after.resume.from === "course" || after.resume.module === before.resume.module, true);
  });
});

test("a module that the course loses takes nothing with it but itself, and comes back whole", () => {
  law(anyCourse(), anyJournal(), anyDay(), (course, journal, now) => {
    const [lost, ...modules] = course.modules;
    const [before, after] = [standingOf(journal, course, now), standingOf(journal, { ...course, modules }, now)];
    assert.deepEqual(after.modules, before.modules.filter(({ id }) => id !== lost.id));
    assert.deepEqual(after.objectives, before.objectives.filter(({ module }) => module !== lost.id));
    assert.deepEqual(after.recalls.due, before.recalls.due.filter(({ module }) => module !== lost.id));
    assert.ok(after.gone.entries >= before.gone.entries);
  });
});

test("a lesson that the course gains is to do, and takes nothing back: neither the quiz, nor what was reached, nor the end", () => {
  law(anyCourse(), anyJournal(), anyDay(), (course, journal, now) => {
    const [first, ...rest] = course.modules;
    fc.pre(first.quiz);
    const added = { ...first, lessons: [{ ...aModule("x").lessons[0], id: "new" }, ...first.lessons] };
    const [before, after] = [standingOf(journal, course, now), standingOf(journal, { ...course, modules: [added, ...rest] }, now)];
    const [was, is] = [before.modules[0], after.modules[0]];
    assert.equal(is.lessons[0].read, false);
    assert.deepEqual([is.questions, is.exercises, is.finished, is.score, is.read], [was.questions, was.exercises, was.finished, was.score, was.read]);
    assert.deepEqual(is.lessons.slice(1), was.lessons);
    assert.deepEqual(after.objectives, before.objectives);
    assert.deepEqual(after.recalls, before.recalls);
    assert.deepEqual(after.modules.slice(1), before.modules.slice(1));
  });
});

test("titles and addresses that change change titles and addresses", () => {
  const renamed = (thing) => JSON.parse(JSON.stringify(thing), (name, value) => (name === "title" || name === "url" ? "new" : value));
  law(anyCourse(), anyJournal(), anyDay(), (course, journal, now) => {
    const plain = (standing) => JSON.stringify(standing, (name, value) => (name === "title" || name === "url" ? undefined : value));
    assert.equal(plain(standingOf(journal, renamed(course), now)), plain(standingOf(journal, course, now)));
  });
});

test("the order of modules and lessons may change: each stands where it stood", () => {
  law(anyCourse(), anyJournal(), anyDay(), (course, journal, now) => {
    const modules = course.modules.toReversed().map((module) => ({ ...module, lessons: module.lessons.toReversed() }));
    const after = byId(standingOf(journal, { ...course, modules }, now).modules);
    for (const module of standingOf(journal, course, now).modules) {
      const { lessons, ...rest } = after.get(module.id);
      assert.deepEqual({ ...rest, lessons: lessons.toReversed() }, module);
    }
  });
});

// --- percent, resume, objectives ---------------------------------------------------------------------------

test("a page read never makes a percentage smaller, and 100 says finished", () => {
  law(anyCourse(), anyJournal(), anyDay(), fc.constantFrom("l1", "l2", "l3", "short"), (course, journal, now, lesson) => {
    const before = standingOf(journal, course, now).modules;
    const after = standingOf([...journal, read("2027-06-01T00:00:00.000Z", "m1", lesson)], course, now).modules;
    for (const [number, module] of before.entries()) {
      assert.ok(after[number].percent >= module.percent);
      assert.equal(module.percent === 100, Boolean(module.finished));
      assert.ok(Number.isInteger(module.percent) && module.percent >= 0 && module.percent <= 100);
    }
  });
});

test("a percentage is of the minutes of the whole way, or of the express one when that is further", () => {
  const course = aCourse(aModule("m1", { cells: 2 }), aModule("m2", { questions: [] })); // two lessons of 5, an exercise of 15, a quiz of 8
  const cell = (day, name, status) => entry(at(day), "exercise", { module: "m1", exercise: "ex", cell: name, answer: 1, status });
  const percent = (...journal) => standingOf(journal, course, 0).modules.map((module) => module.percent);
  const way = [read(at(1), "m1", "l1"), cell(1, "c1", "right"), cell(2, "c1", "wrong"), read(at(1), "m1", "short"), answer(at(1), "m1", "q1", 0)];
  const open = answer(at(2), "m1", "q2", 0, { done: false });
  assert.deepEqual([0, 1, 3, 4, 5].map((count) => percent(...way.slice(0, count))[0]), [0, 15, 37, 55, 70]);
  assert.deepEqual(percent(...way, open), [70, 0]);
  assert.deepEqual(percent(...way, answer(at(3), "m1", "q2"), answer(at(4), "m1", "q3")), [100, 0]);
  assert.deepEqual(percent(read(at(1), "m2", "l1")), [0, 50]);
  assert.deepEqual(percent(read(at(1), "m2", "short")), [0, 99], "without a quiz only the lessons end a module");
  const [, second] = standingOf([read(at(1), "m2", "l1"), read(at(2), "m2", "l2"), read(at(5), "m2", "l2")], course, 0).modules;
  assert.deepEqual([second.percent, second.finished], [100, at(2)], "the day it first was, read again or not");
});

test("an objective says how it stands, competences follow their numbers", () => {
  const module = aModule("m1", { questions: ["o1", "o1", "o2"], cells: 2 });
  module.objectives[0].competence = "10.1";
  const stand = (...journal) => standingOf(journal, aCourse(module), 0);
  const states = (...journal) => stand(...journal).objectives.map(({ state }) => state);
  const cell = (name, status) => entry(at(2), "exercise", { module: "m1", exercise: "ex", cell: name, answer: 1, status });
  assert.deepEqual(states(), ["todo", "todo", "todo"]);
  assert.deepEqual(states(answer(at(1), "m1", "q1"), answer(at(1), "m1", "q3", 0), cell("c1", "right")), ["begun", "review", "begun"]);
  assert.deepEqual(states(answer(at(1), "m1", "q1", 0, { done: false }), cell("c1", "wrong")), ["begun", "todo", "todo"]);
  const reached = stand(answer(at(1), "m1", "q1"), answer(at(3), "m1", "q2"), cell("c1", "right"), cell("c2", "right"));
  assert.deepEqual(reached.objectives.map(({ state, since }) => [state, since]), [["reached", at(3)], ["todo", null], ["reached", at(2)]]);
  assert.deepEqual(reached.competences.map(({ id, area }) => [id, area]), [["4.2", "4"], ["5.3", "5"], ["10.1", "10"]]);
  const placed = stand(entry(at(1), "placement", { reached: ["m1/o1"], missed: ["m1/o2"] })).objectives;
  assert.deepEqual(placed.map((objective) => objective.placed), ["reached", "missed", null]);
});

test("one resumes at a step that is there and is not done; nowhere only when nothing was begun or nothing is left", () => {
  law(anyCourse(), anyJournal(), anyDay(), (course, journal, now) => {
    const { resume, modules, plan } = standingOf(journal, course, now);
    if (resume) {
      const module = byId(modules).get(resume.module);
      const things = { lesson: module.lessons, express: [module.express], exercise: module.exercises, quiz: [module.quiz] };
      assert.ok(things[resume.step.kind].some((thing) => thing?.id === resume.step.id));
      assert.equal(resume.step.done, false);
    } else if (plan?.modules.length) {
      for (const module of modules) {
        assert.ok(module.finished || (!module.quiz && module.lessons.every((each) => each.read) && module.exercises.every(({ done }) => done)), module.id);
      }
    }
  });
});

test("an objective is reached when all its questions ended right, and an unended answer reaches nothing", () => {
  law(anyCourse(), anyJournal(), anyDay(), (course, journal, now) => {
    for (const { questions, exercises, state } of standingOf(journal, course, now).objectives) {
      const all = questions.every(({ done, score }) => done && score === 1);
      if (questions.length) assert.equal(state === "reached", all);
      else assert.equal(state === "reached", exercises.length > 0 && exercises.every(({ done }) => done));
    }
  });
});

test("what a page reads of the journal by itself is where the learner stands", () => {
  const undone = [read(at(1), "m1", "l1"), read(at(1), "m1", "l2"), entry(at(2), "unread", { module: "m1", lesson: "l1" })];
  assert.deepEqual([...lessonsRead(undone)], ["m1/l2"]);
  assert.equal(standingOf(undone, aCourse(aModule("m1")), 0).modules[0].read, 1);
  law(anyCourse(), anyJournal(40), (course, journal) => {
    const entries = merged(journal);
    const read = lessonsRead(entries);
    for (const { id: module, lessons, questions, exercises } of standingOf(entries, course, 0).modules) {
      const done = (kind, id, needs) => isDone(entries, module, { kind, id, needs });
      for (const lesson of lessons) assert.deepEqual([read.has(`${module}/${lesson.id}`), done("lesson", lesson.id)], [lesson.read, lesson.read]);
      const last = answersOf(entries, module);
      for (const { id, mark, tries, score, done } of questions) {
        const stands = last.get(id);
        assert.deepEqual([stands?.tries ?? 0, stands?.score ?? 0, stands?.done ?? false, Boolean(stands)], [tries, score, done, mark !== "todo"]);
      }
      assert.equal(done("quiz", "", questions.map(({ id }) => id)), questions.length > 0 && questions.every(({ firstEnd }) => firstEnd));
      for (const { id, cells, done: all } of exercises) {
        const answers = exerciseOf(entries, module, id);
        for (const { name, status } of cells) assert.equal(answers.get(name)?.status ?? null, status);
        assert.equal(done("exercise", id, cells.map(({ name }) => name)), all);
      }
    }
  });
});

test("a journal that is nothing but unknown kinds and things that are gone stands at the beginning", () => {
  const cell = (exercise, name) => entry(at(1), "exercise", { module: "m1", exercise, cell: name, answer: 1, status: "wrong" });
  const journal = [read(at(1), "gone", "l1"), read(at(1), "m1", "gone"), answer(at(1), "m1", "gone"), cell("gone", "c1"), cell("ex", "gone"), entry(at(1), "badge", { module: "m1" })];
  const there = [cell("ex", "c1"), entry(at(1), "restart", { module: "m1", question: "q1" }), entry(at(1), "unread", { module: "m1", lesson: "short" })];
  const standing = standingOf([...journal, ...there], aCourse(aModule("m1", { cells: 1 })), Date.parse(at(2)));
  assert.deepEqual(standing.gone, { entries: 5, unknown: 1 });
  assert.equal(standing.begun, false);
  assert.equal(standing.modules[0].percent, 0);
});

test("ids that objects have by birth are ids like others", () => {
  const module = { ...aModule("__proto__"), lessons: [{ ...aModule("x").lessons[0], id: "constructor" }] };
  const [stands] = standingOf([read(at(1), "__proto__", "constructor")], aCourse(module), 0).modules;
  assert.equal(stands.read, 1);
});

test("one goes on in the module touched last, then with the plan, then with the course", () => {
  const course = aCourse(aModule("m1"), aModule("m2"), aModule("m3"));
  const resume = (...journal) => {
    const found = standingOf(journal, course, 0).resume;
    return found && [found.module, found.step.id, found.from];
  };
  const quiz = (module, day) => ["q1", "q2", "q3"].map((question) => answer(at(day), module, question));
  const plan = (day, ...modules) => entry(at(day), "path", { minutes: 60, modules });
  assert.equal(resume(), null);
  assert.deepEqual(resume(read(at(1), "m2", "l1")), ["m2", "l2", "touched"]);
  assert.deepEqual(resume(read(at(1), "m2", "l2")), ["m2", "m2-quiz", "touched"]);
  assert.deepEqual(resume(answer(at(1), "m2", "q1")), ["m2", "m2-quiz", "touched"]);
  assert.deepEqual(resume(read(at(1), "m2", "short")), ["m2", "m2-quiz", "touched"]);
  assert.deepEqual(resume(read(at(1), "m2", "l1"), answer(at(2), "m1", "q1", 1, { where: "recall" })), ["m2", "l2", "touched"]);
  assert.deepEqual(resume(...quiz("m2", 1)), ["m3", "l1", "course"]);
  assert.deepEqual(resume(...quiz("m2", 1), ...quiz("m3", 2)), ["m1", "l1", "course"]);
  assert.deepEqual(resume(plan(1, "m3", "m1:express")), ["m3", "l1", "plan"]);
  assert.deepEqual(resume(plan(1, "m3", "m1:express"), ...quiz("m3", 2)), ["m1", "short", "plan"]);
  assert.deepEqual(resume(read(at(1), "m2", "l1"), plan(2, "m3")), ["m3", "l1", "plan"]);
  assert.deepEqual(resume(plan(1, "m3"), read(at(2), "m2", "l1")), ["m2", "l2", "touched"]);
  assert.deepEqual(resume(plan(1, "m3"), entry(at(2), "path", { minutes: null, modules: null })), null);
  assert.equal(resume(...quiz("m1", 1), ...quiz("m2", 1), ...quiz("m3", 1)), null);
});

// --- recalls --------------------------------------------------------------------------------------------

const finished = (day = 1, scores = [1, 1, 1, 1]) => scores.map((score, number) => answer(at(day, 8 + number), "m1", `q${number + 1}`, score));
const four = aCourse(aModule("m1", { questions: ["o1", "o1", "o2", "o2"] }));
const recalls = (journal, day) => standingOf(journal, four, Date.parse(at(day, 7))).recalls;
const asked = (journal, day) => recalls(journal, day).due.flatMap(({ questions }) => questions);
const recall = (day, question, score = 1, more = {}) => answer(at(day, 9), "m1", question, score, { where: "recall", ...more });

test("questions come back 2, 9 and 30 days after, three at most, those missed first, then those asked longest ago", () => {
  let journal = finished(1, [1, 1, 0, 1]);
  assert.deepEqual(asked(journal, 2), []);
  assert.equal(recalls(journal, 2).next.day, "2026-11-03");
  assert.deepEqual(asked(journal, 3), ["q3", "q1", "q2"]);
  journal = [...journal, recall(3, "q3"), recall(3, "q1")];
  assert.deepEqual(asked(journal, 3), ["q2"]);
  journal = [...journal, recall(3, "q2", 0)];
  assert.deepEqual([asked(journal, 3), asked(journal, 9)], [[], []]);
  assert.deepEqual(asked(journal, 10), ["q2", "q4", "q1"]);
  journal = [...journal, ...["q2", "q4", "q1"].map((question) => recall(10, question))];
  assert.equal(recalls(journal, 11).next.day, "2026-12-01");
  journal = [...journal, ...["q1", "q2", "q3"].map((question) => recall(31, question))];
  assert.deepEqual(recalls(journal, 200), { due: [], count: 0, next: null });
});

test("a recall that comes late is asked once, and the next ones keep their distance", () => {
  const journal = [...finished(), ...["q1", "q2", "q3"].map((question) => recall(45, question))];
  assert.equal(recalls(finished(), 45).due.length, 1);
  assert.equal(recalls(journal, 45).next.day, "2026-12-22"); // 7 days after 15 December
});

test("of several modules, what has waited longest is asked first; what was missed stays so when the quiz begins again", () => {
  const course = aCourse(...["m1", "m2", "m3"].map((id) => aModule(id, { questions: ["o1", "o2"] })));
  const quiz = (module, day) => ["q1", "q2"].map((question, number) => answer(at(day), module, question, 1 - number));
  const journal = [...quiz("m1", 3), ...quiz("m2", 2), ...quiz("m3", 1), entry(at(3, 11), "restart", { module: "m3", question: "q2" })];
  const on = (day) => {
    const { due, count, next } = standingOf(journal, course, Date.parse(at(day))).recalls;
    return [due.map(({ module, questions }) => [module, ...questions]), count, next && [next.module, next.day]];
  };
  assert.deepEqual(on(2), [[], 0, ["m3", "2026-11-03"]]);
  assert.deepEqual(on(3), [[["m3", "q2", "q1"]], 2, ["m2", "2026-11-04"]]);
  assert.deepEqual(on(5), [[["m3", "q2", "q1"], ["m2", "q2", "q1"], ["m1", "q2", "q1"]], 6, null]);
});

test("an answer out of its day, half given or not ended fulfils no recall", () => {
  assert.deepEqual(asked([...finished(), recall(2, "q1")], 3).length, 3);
  assert.deepEqual(asked([...finished(), answer(at(3), "m1", "q1")], 3).length, 3);
  const tried = [...finished(), recall(3, "q2", 0, { done: false })];
  assert.deepEqual(asked(tried, 3), ["q2", "q1", "q3"]);
});

test("never more than one recall of a module at once, of questions that are there, and never of one not finished", () => {
  law(anyCourse(), anyJournal(40), anyDay(), (course, journal, now) => {
    const { modules, recalls: found } = standingOf(journal, course, now);
    assert.equal(new Set(found.due.map(({ module }) => module)).size, found.due.length);
    for (const { module, questions, since, stage } of found.due) {
      const own = byId(modules).get(module);
      assert.ok(own.finished && questions.length >= 1 && questions.length <= ASKED && stage < STAGES.length);
      assert.ok(questions.every((id) => own.questions.some((question) => question.id === id)));
      assert.ok(since <= new Date(now).toISOString() && since > own.finished.slice(0, 10));
    }
    if (found.next) assert.ok(found.next.day > new Date(now).toISOString().slice(0, 10));
  });
});

test("answering what a recall asks ends it", () => {
  law(fc.array(fc.constantFrom("o1", "o2"), { minLength: 1, maxLength: 5 }), anyJournal(), fc.integer({ min: 100, max: 200 }), (questions, journal, day) => {
    const course = aCourse(aModule("m1", { questions }));
    const all = [...journal, ...questions.map((_, number) => answer(at(1), "m1", `q${number + 1}`, number % 2))];
    const now = Date.parse(at(day));
    const [due] = standingOf(all, course, now).recalls.due;
    if (!due) return; // its three recalls are over
    const answers = due.questions.map((question) => answer(new Date(now).toISOString(), due.module, question, 0, { where: "recall" }));
    const after = standingOf([...all, ...answers], course, now).recalls;
    assert.ok(!after.due.some(({ module }) => module === due.module));
  });
});

// --- what an attestation says ---------------------------------------------------------------------------

test("an attestation is told what was done of each module", () => {
  const course = aCourse(aModule("m1", { lessons: 3 }), aModule("m2", { questions: [] }));
  const journal = [read(at(1), "m1", "l1"), answer(at(2), "m1", "q1"), answer(at(2), "m1", "q2", 0), answer(at(3), "m1", "q3", 0.5)];
  assert.deepEqual(moduleOutcomes(journal, course), [
    { id: "m1", title: "Module m1", minutes: 13, lessons: [1, 3], questions: [3, 3], score: 50, finished: "2026-11-03" },
    { id: "m2", title: "Module m2", minutes: 0, lessons: [0, 2], questions: [0, 0], score: 0, finished: null },
  ]);
});

test("its minutes are those of what was done: the express path is not the whole module, and only the whole is", () => {
  const course = aCourse({ ...aModule("m1", { cells: 2 }), minutes: 33 }); // two lessons of 5, an exercise of 15, a quiz of 8
  const minutes = (...journal) => moduleOutcomes(journal, course)[0].minutes;
  const quiz = ["q1", "q2", "q3"].map((question) => answer(at(1), "m1", question));
  const cell = (name) => entry(at(1), "exercise", { module: "m1", exercise: "ex", cell: name, answer: "1", status: "right" });
  const lessons = [read(at(1), "m1", "l1"), read(at(1), "m1", "l2")];
  assert.equal(minutes(read(at(1), "m1", "short"), ...quiz), 18);
  assert.equal(minutes(read(at(1), "m1", "short"), ...lessons, ...quiz), 18);
  assert.equal(minutes(...lessons, ...quiz, cell("c1")), 26);
  assert.equal(minutes(...lessons, ...quiz, cell("c1"), cell("c2")), 33);
  law(anyCourse(), anyJournal(40), (any, journal) => {
    const whole = new Map(any.modules.map((module) => [module.id, module.minutes]));
    assert.ok(moduleOutcomes(journal, any).every((told) => Number.isInteger(told.minutes) && told.minutes >= 0 && told.minutes <= whole.get(told.id)));
  });
});

test("a quiz begun again keeps what was finished, and the score of the last answers that ended", () => {
  const again = [...finished(1, [1, 1, 0, 0]), ...["q1", "q2", "q3", "q4"].map((question) => entry(at(2), "restart", { module: "m1", question })), answer(at(3), "m1", "q3")];
  const [outcome] = moduleOutcomes(again, four);
  assert.deepEqual([outcome.finished, outcome.score, outcome.questions], ["2026-11-01", 75, [4, 4]]);
  const { objectives } = standingOf(again, four, 0);
  assert.deepEqual(objectives.map(({ state }) => state), ["todo", "begun", "todo"]);
});

/* Where a learner stands: the journal laid over the course as it is today.
   Lives here: pure functions from entries and `course.json` to modules, objectives, competences.
   May not live here: what comes back when (see recalls.js), where to go on (see resume.js), the page, the clock.

   Everything is looked up by id. What the course no longer has counts apart (`gone`), what it has gained is still to do;
   titles and addresses come from the course alone. */

import { KINDS, merged } from "./journal.js";
import { recallsOf } from "./recalls.js";
import { resumeOf } from "./resume.js";

/** The name of a thing of a module, whatever characters ids have. */
const key = (...ids) => JSON.stringify(ids);

/** Answers of these places say where a question stands; those of a placement only chose modules. */
const COUNTS = new Set(["quiz", "recall"]);

/** What the journal says of each thing, in its order, whether or not the course still has it. */
function gathered(journal) {
  const told = { pages: new Map(), questions: new Map(), cells: new Map(), placement: null, plan: null, touched: null };
  const of = (map, name, fresh) => map.get(name) ?? map.set(name, fresh).get(name);
  const write = {
    read(entry) {
      const page = of(told.pages, key(entry.module, entry.lesson), { read: false, first: null });
      page.read = true;
      page.first ??= entry.at;
      told.touched = { kind: "lesson", module: entry.module, id: entry.lesson, at: entry.at };
    },
    unread(entry) {
      of(told.pages, key(entry.module, entry.lesson), { read: false, first: null }).read = false;
    },
    answer(entry) {
      if (COUNTS.has(entry.where)) answered(of(told.questions, key(entry.module, entry.question), blank()), entry);
      if (entry.where === "quiz") told.touched = { kind: "quiz", module: entry.module, id: null, at: entry.at };
    },
    restart(entry) {
      of(told.questions, key(entry.module, entry.question), blank()).stands = null;
    },
    exercise(entry) {
      const cell = of(told.cells, key(entry.module, entry.exercise, entry.cell), { status: null, right: false, at: null });
      Object.assign(cell, { status: entry.status, right: cell.right || entry.status === "right", at: entry.at });
      told.touched = { kind: "exercise", module: entry.module, id: entry.exercise, at: entry.at };
    },
    settings(entry) {
      told.touched = { kind: "exercise", module: entry.module, id: entry.exercise, at: entry.at };
    },
    placement(entry) {
      told.placement = entry;
    },
    path(entry) {
      told.plan = entry.modules === null ? null : entry;
    },
  };
  for (const entry of journal) if (Object.hasOwn(write, entry.kind)) write[entry.kind](entry);
  return told;
}

const blank = () => ({ stands: null, first: null, ended: null, firstEnd: null, asked: null, recalled: [] });

function answered(question, entry) {
  question.stands = entry;
  question.first ??= { answer: entry.answer, score: entry.score };
  question.asked = entry.at;
  if (!entry.done) return;
  question.ended = entry;
  question.firstEnd ??= entry.at;
  if (entry.where === "recall") question.recalled.push(entry.at);
}

/** How a question stands, as a word: one that came back and was not known at once is wrong until it ends. */
function markOf({ stands, ended }) {
  if (!stands) return "todo";
  if (stands.done) return stands.score >= 1 ? "right" : "wrong";
  return ended ? "wrong" : "begun";
}

function questionOf(told, module, question, number) {
  const found = told.questions.get(key(module.id, question.id)) ?? blank();
  return {
    id: question.id,
    objective: question.objective,
    number,
    url: `${module.quiz.url}#q-${question.id}`,
    mark: markOf(found),
    answer: found.stands?.answer ?? null,
    tries: found.stands?.tries ?? 0,
    score: found.stands?.score ?? 0,
    done: found.stands?.done ?? false,
    at: found.stands?.at ?? null,
    first: found.first,
    ended: found.ended ? { score: found.ended.score, at: found.ended.at } : null,
    firstEnd: found.firstEnd,
    asked: found.asked,
    recalled: found.recalled,
  };
}

function exerciseOf(told, module, exercise) {
  const cells = exercise.cells.map((name) => {
    const { status, right, at } = told.cells.get(key(module.id, exercise.id, name)) ?? { status: null, right: false, at: null };
    return { name, status, right, at };
  });
  const { id, title, url, minutes, objectives } = exercise;
  const right = cells.filter((cell) => cell.right).length;
  return { id, title, url, minutes, objectives, cells, right, done: right === cells.length };
}

function pageOf(told, module, page) {
  const found = told.pages.get(key(module.id, page.id));
  const { id, title, url, minutes, kind } = page;
  return { id, title, url, minutes, kind, read: found?.read ?? false, first: found?.first ?? null };
}

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
const latest = (times) => times.reduce((one, other) => (one > other ? one : other), "");

/** When a module was first finished: each question of its quiz has ended once; without a quiz, its lessons are read. */
function finishOf({ questions, lessons }) {
  const times = questions.length
    ? questions.map(({ firstEnd }) => firstEnd)
    : lessons.map(({ read, first }) => (read ? first : null));
  return times.length && times.every(Boolean) ? latest(times) : null;
}

/** Percent of a module's minutes: of the whole way, or of the express one when it is further. It says 100 when the module
    is finished and never before. */
function percentOf({ lessons, express, exercises, questions, quizMinutes, finished }) {
  if (finished) return 100;
  const weight = (minutes) => Math.max(1, minutes);
  const quiz = questions.length ? [[weight(quizMinutes), questions.filter(({ firstEnd }) => firstEnd).length / questions.length]] : [];
  const full = [
    ...lessons.map(({ minutes, read }) => [weight(minutes), Number(read)]),
    ...exercises.filter(({ cells }) => cells.length).map(({ minutes, cells, right }) => [weight(minutes), right / cells.length]),
    ...quiz,
  ];
  const short = express?.read ? [[weight(express.minutes), 1], ...quiz] : [];
  const share = (parts) => sum(parts.map(([minutes, done]) => minutes * done)) / Math.max(1, sum(parts.map(([minutes]) => minutes)));
  const most = Math.max(share(full), share(short));
  return most > 0 ? Math.min(99, Math.max(1, Math.floor(100 * most))) : 0;
}

function moduleOf(told, module) {
  const lessons = module.lessons.map((lesson) => pageOf(told, module, lesson));
  const express = module.express ? pageOf(told, module, module.express) : null;
  const exercises = module.exercises.map((exercise) => exerciseOf(told, module, exercise));
  const questions = (module.quiz?.questions ?? []).map((question, at) => questionOf(told, module, question, at + 1));
  const ended = questions.filter(({ firstEnd }) => firstEnd).length;
  const parts = { lessons, express, exercises, questions, quizMinutes: module.quiz?.minutes ?? 0 };
  const finished = finishOf(parts);
  const { id, title, url, minutes, theme } = module;
  return {
    id, title, url, minutes, theme, lessons, express, exercises, questions, ended, finished,
    quiz: module.quiz ? { id: module.quiz.id, title: module.quiz.title, url: module.quiz.url, minutes: module.quiz.minutes } : null,
    read: lessons.filter((lesson) => lesson.read).length,
    score: questions.length ? Math.round((100 * sum(questions.map((question) => question.ended?.score ?? 0))) / questions.length) : null,
    percent: percentOf({ ...parts, finished }),
  };
}

/** How an objective stands. Its questions say so; exercises are evidence beside them, and alone where it has none. */
function stateOf(questions, cells) {
  const marks = questions.map(({ mark }) => mark);
  if (marks.length && marks.every((mark) => mark === "right")) return "reached";
  if (!marks.length && cells.length && cells.every(({ right }) => right)) return "reached";
  if (marks.includes("wrong")) return "review";
  return marks.some((mark) => mark !== "todo") || cells.some(({ right }) => right) ? "begun" : "todo";
}

function objectiveOf(told, module, objective, { questions, exercises }) {
  const own = questions.filter((question) => question.objective === objective.id);
  const practice = exercises.filter((exercise) => exercise.objectives.includes(objective.id) && exercise.cells.length);
  const cells = practice.flatMap((exercise) => exercise.cells);
  const state = stateOf(own, cells);
  const id = `${module.id}/${objective.id}`;
  const times = own.length ? own.map(({ at }) => at) : cells.map(({ at }) => at);
  const { reached = [], missed = [] } = told.placement ?? {};
  return {
    id,
    module: module.id,
    statement: objective.statement,
    competence: objective.competence,
    state,
    since: state === "reached" ? latest(times) : null,
    questions: own,
    exercises: practice,
    placed: reached.includes(id) ? "reached" : missed.includes(id) ? "missed" : null,
  };
}

/** Whether the course still has what an entry is about; null when it is about no thing of a module. */
function isThere(entry, index) {
  if (!Object.hasOwn(entry, "module")) return null;
  const module = index.modules.find(({ id }) => id === entry.module);
  if (!module) return false;
  const has = (things, wanted) => things.some(({ id }) => id === wanted);
  switch (entry.kind) {
    case "read":
    case "unread":
      return has(module.lessons, entry.lesson) || module.express?.id === entry.lesson;
    case "answer":
    case "restart":
      return has(module.quiz?.questions ?? [], entry.question);
    case "exercise":
      return module.exercises.some(({ id, cells }) => id === entry.exercise && cells.includes(entry.cell));
    case "settings":
      return has(module.exercises, entry.exercise);
    default:
      return null;
  }
}

/** What the journal holds that the course as it is today knows nothing of; kept all the same. */
function goneOf(journal, index) {
  const known = journal.filter(({ kind }) => Object.hasOwn(KINDS, kind));
  return { entries: known.filter((entry) => isThere(entry, index) === false).length, unknown: journal.length - known.length };
}

/** The plan as the course can still follow it; null without one. */
function planOf({ plan }, index) {
  if (!plan) return null;
  const modules = plan.modules
    .map((name) => ({ id: name.replace(/:express$/u, ""), express: name.endsWith(":express") }))
    .filter(({ id }) => index.modules.some((module) => module.id === id));
  return { minutes: plan.minutes, at: plan.at, modules, gone: plan.modules.length - modules.length };
}

function competencesOf(objectives) {
  const found = new Map();
  for (const objective of objectives) {
    const { competence } = objective;
    if (competence) found.set(competence, [...(found.get(competence) ?? []), objective]);
  }
  const order = (one, other) => one.localeCompare(other, "en", { numeric: true });
  return [...found.keys()].sort(order).map((id) => ({ id, area: id.split(".")[0], objectives: found.get(id) }));
}

/** `entries` in any order, `index` as in `course.json`, `now` in milliseconds: see docs/learner.md. */
export function standingOf(entries, index, now) {
  const journal = merged(entries);
  const told = gathered(journal);
  const modules = index.modules.map((module) => moduleOf(told, module));
  const objectives = index.modules.flatMap((module, at) => module.objectives.map((objective) => objectiveOf(told, module, objective, modules[at])));
  const plan = planOf(told, index);
  return {
    begun: modules.some(({ percent, questions, express }) => percent > 0 || express?.read || questions.some(({ mark }) => mark !== "todo")),
    modules,
    objectives,
    themes: index.themes.map(({ id, title, url }) => ({ id, title, url, modules: modules.filter(({ theme }) => theme === id) })),
    competences: competencesOf(objectives),
    placement: told.placement ? { at: told.placement.at } : null,
    plan,
    resume: resumeOf(modules, { plan, touched: told.touched }),
    recalls: recallsOf(modules, now),
    gone: goneOf(journal, index),
  };
}

/** The minutes that the course plans for what was done, and no more: of an exercise and a quiz the share that ended, the
    express path where the module itself was not read. The whole module's only when all of it was done. */
function minutesDone({ minutes, lessons, express, exercises, questions, ended, quiz }) {
  const parts = [
    ...lessons.map((lesson) => (lesson.read ? lesson.minutes : 0)),
    ...exercises.map(({ minutes: most, cells, right }) => (cells.length ? (most * right) / cells.length : 0)),
    questions.length ? (quiz.minutes * ended) / questions.length : 0,
  ];
  if (express?.read && !lessons.every(({ read }) => read)) parts.push(express.minutes);
  return Math.min(minutes, Math.round(sum(parts)));
}

/** What an attestation says of each module: `[{ id, title, minutes, lessons: [read, of], questions: [ended, of], score,
    finished }]`, minutes planned for what was done, score in percent (0 without a quiz), finished as a day or null. */
export function moduleOutcomes(entries, index) {
  const told = gathered(merged(entries));
  return index.modules.map((module) => {
    const done = moduleOf(told, module);
    const { id, title, lessons, read, questions, ended, score, finished } = done;
    return {
      id, title, minutes: minutesDone(done),
      lessons: [read, lessons.length],
      questions: [ended, questions.length],
      score: score ?? 0,
      finished: finished?.slice(0, 10) ?? null,
    };
  });
}

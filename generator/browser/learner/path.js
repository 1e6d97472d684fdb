/* A learner's path: which questions place them, which modules that makes, in which order, in how much time.
   Lives here: pure functions over `course.json` (the index) and ids, the same in a page and under `node --test`.
   May not live here: the page, the journal's entries, words, the clock.

   A plan is a list of ids in order: a module's, or `<module>:express` for its express path. An objective is known by
   `<module>/<objective>`. A prerequisite that is finished or known counts as satisfied; so does one that the course, or
   this audience, has not. Ids that the course no longer has count for nothing. */

export const EXPRESS = ":express";
export const TIMES = Object.freeze([15, 60, 210]); // minutes one is asked about: a quarter, an hour, half a day
export const PLACING = 600; // seconds of questions at most, as estimated: reading and answering at one's ease

/** Seconds a question takes, by its kind: what has more to read or to handle takes longer. */
export const SECONDS = Object.freeze({
  single: 30, "true-false": 40, multiple: 40, "short-text": 40, numeric: 60, matching: 60, sorting: 60, ordering: 60,
});

const secondsOf = ({ kind }) => (Object.hasOwn(SECONDS, kind) ? SECONDS[kind] : 60);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const byId = (index) => new Map(index.modules.map((module) => [module.id, module]));
const objectiveId = (module, objective) => `${module.id}/${objective.id}`;

/** What an id of a plan stands for: `{ module, express }`. */
export const partOf = (id) => (id.endsWith(EXPRESS) ? { module: id.slice(0, -EXPRESS.length), express: true } : { module: id, express: false });

const idOf = ({ module, express }) => (express ? module + EXPRESS : module);

// --- order -------------------------------------------------------------------------------------------

const needsIn = new WeakMap(); // an index never changes: what each module builds on is looked up once

/** Every module that `id` builds on, directly or not. */
export function needsOf(index, id) {
  if (!needsIn.has(index)) needsIn.set(index, new Map());
  const known = needsIn.get(index);
  if (!known.has(id)) known.set(id, lookedUp(byId(index), id));
  return known.get(id);
}

function lookedUp(modules, id) {
  const found = new Set();
  const look = (one) => {
    for (const need of modules.get(one)?.prerequisites ?? []) {
      if (need === id || found.has(need) || !modules.has(need)) continue;
      found.add(need);
      look(need);
    }
  };
  look(id);
  return found;
}

/** Modules in the course's order, each after those among them that it builds on; all of the course, or some. */
export function inOrder(index, ids = index.modules.map(({ id }) => id)) {
  const waiting = index.modules.filter(({ id }) => ids.includes(id)).map((module) => ({ module, needs: needsOf(index, module.id) }));
  const order = [];
  while (waiting.length) {
    const at = waiting.findIndex(({ needs }) => !waiting.some(({ module }) => needs.has(module.id)));
    order.push(...waiting.splice(Math.max(at, 0), 1)); // in a circle, which checks of the course refuse, the first
  }
  return order.map(({ module }) => module);
}

// --- placement ---------------------------------------------------------------------------------------

/** The question that says soonest whether an objective is reached. */
function askedFor(module, objective) {
  const own = (module.quiz?.questions ?? []).filter((question) => question.objective === objective.id);
  const plain = own.filter(({ recall }) => !recall);
  const [pick] = [...(plain.length ? plain : own)].sort((one, other) => secondsOf(one) - secondsOf(other));
  return pick && { objective: objective.id, question: pick.id, seconds: secondsOf(pick) };
}

/** What to ask of a module, the quickest first; nothing when a part of it cannot be asked: it could never be skipped. */
function askedOf(module) {
  const asked = module.objectives.map((objective) => askedFor(module, objective));
  return asked.every(Boolean) ? asked.sort((one, other) => one.seconds - other.seconds) : [];
}

const inThemes = (themes) => (module) => !themes?.length || themes.includes(module.theme);

/** What the answers say of each objective of a module that was asked about: id → whether the last was right. */
function verdictsOf(module, answers) {
  const objectives = new Map((module.quiz?.questions ?? []).map(({ id, objective }) => [id, objective]));
  const own = answers.filter((answer) => answer.module === module.id && module.objectives.some(({ id }) => id === objectives.get(answer.question)));
  return new Map(own.map(({ question, score }) => [objectives.get(question), score >= 1]));
}

/**
 * Where a placement stands after some answers (`{ module, question, score }`, in their order).
 * Modules come in the course's order; at the first miss the rest of a module is not asked, nor are those that build on
 * it: they are proposed. A module is asked about only while all that is left of it fits in the time, and skipped only when
 * all of it is right.
 * @returns next: `{ module, objective, question }` or null; left, seconds: at most, to the end;
 *   asked: how many were; reached, missed: ids of objectives; known: ids of modules that may be skipped.
 */
export function placementOf(index, answers, { themes = [], finished = [] } = {}) {
  const reached = [];
  const missed = [];
  const stopped = new Set();
  const known = [];
  const open = [];
  let spent = 0;
  let asked = 0;
  for (const module of inOrder(index)) {
    const verdicts = verdictsOf(module, answers);
    const asks = askedOf(module);
    for (const objective of module.objectives) {
      if (verdicts.has(objective.id)) (verdicts.get(objective.id) ? reached : missed).push(objectiveId(module, objective));
    }
    asked += verdicts.size;
    const answered = (ask) => verdicts.has(ask.objective);
    spent += sum(asks.filter(answered).map(({ seconds }) => seconds));
    const right = [...verdicts.values()].every(Boolean);
    if (!right || module.prerequisites.some((need) => stopped.has(need))) stopped.add(module.id);
    if (right && verdicts.size > 0 && verdicts.size === module.objectives.length) known.push(module.id);
    const rest = asks.filter((ask) => !answered(ask));
    const concerned = inThemes(themes)(module) && !finished.includes(module.id) && !stopped.has(module.id);
    if (concerned && rest.length) open.push({ module: module.id, rest });
  }
  const room = PLACING - spent;
  const fitting = open.find(({ rest }) => sum(rest.map(({ seconds }) => seconds)) <= room);
  const next = fitting ? { module: fitting.module, objective: fitting.rest[0].objective, question: fitting.rest[0].question } : null;
  return { next, ...leftOf(next ? open : [], room), asked, reached, missed, known };
}

/** How much is left at most: a miss may make room for modules that do not fit yet, so as many of the quickest as fit. */
function leftOf(open, room) {
  const seconds = open.flatMap(({ rest }) => rest.map((ask) => ask.seconds)).sort((one, other) => one - other);
  let left = 0;
  let taken = 0;
  while (left < seconds.length && taken + seconds[left] <= room) taken += seconds[left++];
  return { left, seconds: Math.min(sum(seconds), room) };
}

/** What a placement leaves standing of the one before: objectives that were not asked again keep what was said of them. */
export function placed(before, now) {
  const heard = new Set([...now.reached, ...now.missed].map((id) => id.split("/")[0]));
  const kept = (ids) => ids.filter((id) => !heard.has(id.split("/")[0]));
  return { reached: [...kept(before?.reached ?? []), ...now.reached], missed: [...kept(before?.missed ?? []), ...now.missed] };
}

// --- plan --------------------------------------------------------------------------------------------

const minutesOf = (module, express) => (express ? module.express.minutes : module.minutes);

/** Whether the express path is the shorter way. */
const hasShort = (module) => Boolean(module.express) && module.express.minutes < module.minutes;

/** Modules of which every objective is reached. */
export function knownOf(index, reached) {
  const ids = new Set(reached);
  return index.modules
    .filter((module) => module.objectives.length && module.objectives.every((objective) => ids.has(objectiveId(module, objective))))
    .map(({ id }) => id);
}

/** What a plan asks of a learner's standing (see standing.js): quizzes that ended say more than a placement. */
export function factsOf({ modules, objectives, placement }) {
  const ids = (reach, placing, not) => objectives.filter(({ state, placed: said }) => state === reach || (said === placing && state !== not)).map(({ id }) => id);
  return {
    reached: ids("reached", "reached", "review"),
    missed: ids("review", "missed", "reached"),
    finished: modules.filter(({ finished }) => finished).map(({ id }) => id),
    placed: Boolean(placement),
  };
}

/** Modules to take in order, those they build on among them. */
function wanted(index, themes, done) {
  const chosen = index.modules.filter(inThemes(themes)).filter(({ id }) => !done.has(id));
  const modules = byId(index);
  const all = new Set();
  const take = (id) => {
    if (done.has(id) || all.has(id) || !modules.has(id)) return;
    all.add(id);
    for (const need of modules.get(id).prerequisites) take(need);
  };
  for (const { id } of chosen) take(id);
  return inOrder(index, [...all]);
}

/** Modules that fit in the time by their shortest way, in order: id → whether by the express path. */
function shortest(modules, minutes) {
  const chosen = new Map();
  const without = new Set(); // those that do not fit: what builds on them waits
  let room = minutes;
  for (const module of modules) {
    const express = hasShort(module);
    if (module.prerequisites.some((need) => without.has(need)) || minutesOf(module, express) > room) {
      without.add(module.id);
      continue;
    }
    chosen.set(module.id, express);
    room -= minutesOf(module, express);
  }
  return chosen;
}

/** The same with more time never has fewer modules: where less time gives more of them, that choice stays. */
function chosenIn(modules, minutes) {
  let best = shortest(modules, minutes);
  for (let less = minutes - 1; less > 0 && best.size < modules.length; less--) {
    const other = shortest(modules, less);
    if (other.size > best.size) best = other;
  }
  return best;
}

/**
 * The plan for a time: first the essential of as many modules as fit, then whole ones as far as time goes, those with
 * missed objectives before the others.
 * @param facts minutes; themes: ids, none for all; reached, missed: ids of objectives; finished: ids of modules;
 *   placed: whether a placement was done.
 * @returns minutes, total, modules: ids in order, lines (see `linesOf`), left: ids of modules that do not fit,
 *   shortest: minutes of the shortest one when none fits, else null; known, finished: ids left out.
 */
export function planOf(index, facts) {
  const { themes = [], reached = [], missed = [], finished = [] } = facts;
  const known = knownOf(index, reached).filter((id) => !finished.includes(id));
  const modules = wanted(index, themes, new Set([...finished, ...known]));
  const most = sum(modules.map((module) => Math.max(module.minutes, module.express?.minutes ?? 0)));
  const minutes = Math.min(Math.max(0, Math.floor(Number(facts.minutes) || 0)), most);
  const chosen = chosenIn(modules, minutes);
  const taken = inOrder(index, [...chosen.keys()]);
  const total = () => sum(taken.map((module) => minutesOf(module, chosen.get(module.id))));
  const failed = new Set(missed.map((id) => id.split("/")[0]));
  for (const module of [...taken.filter(({ id }) => failed.has(id)), ...taken.filter(({ id }) => !failed.has(id))]) {
    if (chosen.get(module.id) && total() - module.express.minutes + module.minutes <= minutes) chosen.set(module.id, false);
  }
  const ids = taken.map(({ id }) => idOf({ module: id, express: chosen.get(id) }));
  const ways = modules.map((module) => minutesOf(module, hasShort(module)));
  return {
    minutes: facts.minutes,
    total: total(),
    modules: ids,
    lines: linesOf(index, ids, facts),
    left: modules.filter(({ id }) => !chosen.has(id)).map(({ id }) => id),
    shortest: modules.length && !taken.length ? Math.min(...ways) : null,
    known,
    finished: finished.filter((id) => index.modules.some((module) => module.id === id)),
  };
}

/** A plan that stands, as the course is now: no id twice, none that it has not, no express path that is no more. */
export function cleaned(index, ids) {
  const modules = byId(index);
  const seen = new Set();
  return ids.map(partOf).filter(({ module }) => modules.has(module) && !seen.has(module) && seen.add(module))
    .map(({ module, express }) => idOf({ module, express: express && Boolean(modules.get(module).express) }));
}

/**
 * Each line of a plan: module, id, express, minutes, what follows it in `needed` (ids of planned modules that build on
 * it), lacking (ids it builds on that come neither before it nor are satisfied), and why it is there:
 * `because` is "missed" (with the statements in `missed`), "needed", "theme", "unknown" or "course".
 */
export function linesOf(index, ids, { themes = [], missed = [], reached = [], finished = [], placed: after = false } = {}) {
  const modules = byId(index);
  const plan = cleaned(index, ids);
  const order = plan.map((id) => partOf(id).module);
  const done = new Set([...finished, ...knownOf(index, reached)]);
  const failed = new Set(missed);
  return plan.map((id, at) => {
    const { express } = partOf(id);
    const module = modules.get(order[at]);
    const statements = module.objectives.filter((objective) => failed.has(objectiveId(module, objective))).map(({ statement }) => statement);
    const needed = neededBy(index, module, order.slice(at + 1), themes);
    const lacking = module.prerequisites.filter((need) => modules.has(need) && need !== module.id && !done.has(need) && !order.slice(0, at).includes(need));
    const because = statements.length ? "missed" : whyElse(module, needed, themes, after);
    return { id, module: module.id, express, minutes: minutesOf(module, express), because, missed: statements, needed, lacking };
  });
}

/** Planned modules that build on one; where time leaves none of them, those of the chosen themes. */
function neededBy(index, module, after, themes) {
  const builds = (id) => needsOf(index, id).has(module.id);
  const planned = after.filter(builds);
  if (planned.length || inThemes(themes)(module)) return planned;
  return index.modules.filter(inThemes(themes)).map(({ id }) => id).filter(builds);
}

function whyElse(module, needed, themes, after) {
  if (needed.length) return "needed";
  if (after) return "unknown";
  return themes.includes(module.theme) ? "theme" : "course";
}

export const totalOf = (lines) => sum(lines.map(({ minutes }) => minutes));

// --- changes by hand ---------------------------------------------------------------------------------

/** Move a line up (-1) or down (1): `{ ids, refused }`; refused is `{ first, then }` where `then` builds on `first`. */
export function moved(index, ids, id, step) {
  const plan = cleaned(index, ids);
  const at = plan.indexOf(id);
  const to = at + step;
  if (at < 0 || to < 0 || to >= plan.length) return { ids: plan, refused: null };
  const [first, then] = [plan[Math.min(at, to)], plan[Math.max(at, to)]].map((one) => partOf(one).module);
  if (needsOf(index, then).has(first)) return { ids: plan, refused: { first, then } };
  [plan[at], plan[to]] = [plan[to], plan[at]];
  return { ids: plan, refused: null };
}

/** Add a module: before the first that builds on it, otherwise last. */
export function added(index, ids, module, express = false) {
  const plan = cleaned(index, ids);
  if (plan.some((id) => partOf(id).module === module)) return plan;
  const at = plan.findIndex((id) => needsOf(index, partOf(id).module).has(module));
  plan.splice(at < 0 ? plan.length : at, 0, idOf({ module, express }));
  return cleaned(index, plan);
}

export const removed = (index, ids, id) => cleaned(index, ids).filter((one) => one !== id);

/** The whole module in place of its express path, or the other way round. */
export function switched(index, ids, id) {
  const { module, express } = partOf(id);
  return cleaned(index, cleaned(index, ids).map((one) => (one === id ? idOf({ module, express: !express }) : one)));
}

/* Where to go on: the next step not done, of what was touched last, then of the plan, then of the course.
   Lives here: pure functions over modules as `standing.js` sees them. May not live here: the page, the clock. */

const step = (kind, { id, title, url, minutes }, done) => ({ kind, id, title, url, minutes, done });

/** The steps of a module in the order learners meet them; the express way has its page, then the quiz. */
export function stepsOf(module, express) {
  const quiz = module.quiz ? [step("quiz", module.quiz, module.questions.every(({ firstEnd }) => firstEnd))] : [];
  if (express) return [step("express", module.express, module.express.read), ...quiz];
  return [
    ...module.lessons.map((lesson) => step("lesson", lesson, lesson.read)),
    ...module.exercises.filter(({ cells }) => cells.length).map((exercise) => step("exercise", exercise, exercise.done)),
    ...quiz,
  ];
}

/** Whether a learner takes the express way: planned so, or its page read, while no lesson is. */
const isExpress = (module, planned) => Boolean(module.express) && module.read === 0 && (planned || module.express.read);

/** Whether a step is the one touched; an express page is read as lessons are. */
function isAt({ kind, id }, touched) {
  if (touched.kind === "quiz") return kind === "quiz";
  return id === touched.id && (kind === "express" ? "lesson" : kind) === touched.kind;
}

/** The next step not done of a module, from a place in it on, then from its beginning; null when it is over. Once the
    module is finished, what comes after that place may still be of use, what comes before was left on purpose. */
function nextOf(module, express, touched) {
  const steps = stepsOf(module, express);
  const at = touched ? steps.findIndex((each) => isAt(each, touched)) : -1;
  const after = steps.slice(Math.max(at, 0)).find(({ done }) => !done);
  if (module.finished) return (touched && at >= 0 && after) || null;
  return after ?? steps.find(({ done }) => !done) ?? null;
}

/** `list` from the one after `item` on, then from the beginning. */
function turned(list, item) {
  const at = list.indexOf(item) + 1;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** `{ module, title, step, from }`: `from` is "touched", "plan" or "course". Null when nothing was begun nor planned, and when
    there is nothing left to do. */
export function resumeOf(modules, { plan, touched }) {
  const byId = new Map(modules.map((module) => [module.id, module]));
  const planned = plan?.modules ?? [];
  const express = (module) => isExpress(module, planned.some(({ id, express: short }) => id === module.id && short));
  const last = touched && byId.has(touched.module) ? touched : null;
  if (!last && !planned.length) return null;
  const own = last ? byId.get(last.module) : null;
  const ofPlan = turned(planned.map(({ id }) => byId.get(id)), own);
  const ways = [
    ...(own && !(plan && plan.at > last.at) ? [["touched", own, last]] : []),
    ...ofPlan.map((module) => ["plan", module, null]),
    ...turned(modules, own).map((module) => ["course", module, null]),
  ];
  for (const [from, module, place] of ways) {
    const next = nextOf(module, express(module), place);
    if (next) return { module: module.id, title: module.title, step: next, from };
  }
  return null;
}

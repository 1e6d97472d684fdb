/* What comes back when: questions of finished modules, after 2, 9 and 30 days.
   Lives here: pure functions over modules as `standing.js` sees them. May not live here: the page, the clock.

   Days are those of universal time. A recall asks up to three questions; it is over when they have ended, each with
   `where: "recall"`, on its day or after. A recall that comes late waits: it is asked once, however late, and the next one
   comes as many days after it as it would have (7, then 21). So nobody who was away finds three of them at once. */

export const STAGES = Object.freeze([2, 9, 30]);
export const ASKED = 3;

const DAY = 86_400_000;
const dayOf = (time) => Math.floor((typeof time === "number" ? time : Date.parse(time)) / DAY);
const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** The questions that ended in a recall from a day on, each once, with the day on which it first did. */
function endedSince(questions, day) {
  const found = questions.map((question) => [question, question.recalled.map(dayOf).filter((each) => each >= day)]);
  return found.filter(([, days]) => days.length).map(([question, days]) => ({ question, day: Math.min(...days) }));
}

/** Where a module's recalls stand: `{ stage, due, ended }`, or null when all are over or none is to come. */
function stageOf({ finished, questions }) {
  if (!finished || !questions.length) return null;
  const wanted = Math.min(ASKED, questions.length);
  let due = dayOf(finished) + STAGES[0];
  for (const [stage, days] of STAGES.entries()) {
    const ended = endedSince(questions, due);
    if (ended.length < wanted) return { stage, due, ended: ended.map(({ question }) => question), wanted };
    const over = ended.map(({ day }) => day).sort((one, other) => one - other)[wanted - 1];
    due = over + STAGES[stage + 1] - days; // never sooner than from the end of the module: no recall is over before its day
  }
  return null;
}

/** Those missed last first, then those asked longest ago, then the order of the quiz. */
function chosen(questions, ended, count) {
  const missed = ({ mark, ended: last }) => Number(mark === "wrong" || (last !== null && last.score < 1));
  const order = (one, other) => missed(other) - missed(one) || (one.asked < other.asked ? -1 : Number(one.asked > other.asked));
  return questions.filter((question) => !ended.includes(question)).sort(order).slice(0, count);
}

/** `{ due: [{ module, title, stage, since, questions }], count, next: { module, title, day } }`: what is asked on the day of
    `now`, the oldest first, and what comes after (null when nothing does). */
export function recallsOf(modules, now) {
  const today = dayOf(now);
  const stages = modules.map((module) => ({ module, at: stageOf(module) })).filter(({ at }) => at);
  const early = (one, other) => one.at.due - other.at.due;
  const due = stages.filter(({ at }) => at.due <= today).sort(early).map(({ module, at }) => ({
    module: module.id,
    title: module.title,
    url: module.quiz.url,
    stage: at.stage,
    since: isoOf(at.due),
    questions: chosen(module.questions, at.ended, at.wanted - at.ended.length).map(({ id }) => id),
  }));
  const [next] = stages.filter(({ at }) => at.due > today).sort(early);
  return {
    due,
    count: due.reduce((all, { questions }) => all + questions.length, 0),
    next: next ? { module: next.module.id, title: next.module.title, day: isoOf(next.at.due) } : null,
  };
}

/* The questions that come back today, answered where they are shown: taken from the quiz pages of this site.
   Lives here: from a recall (see recalls.js) to its questions in the page. May not live here: which come back, how a
   question goes (see ../quiz/), who writes the answers (see learner.js, which reads `data-where` and `data-module`). */

import { addressOf, documentAt } from "./course.js";
import { element, link } from "./words.js";

const NAMES = ["id", "for", "name", "aria-describedby", "aria-labelledby", "aria-controls"];

/** Ids of two quizzes may be the same: each module's get its own. */
function renamed(quiz, prefix) {
  for (const node of quiz.querySelectorAll(NAMES.map((name) => `[${name}]`).join())) {
    for (const name of NAMES) {
      const value = node.getAttribute(name);
      if (value) node.setAttribute(name, value.split(" ").map((id) => prefix + id).join(" "));
    }
  }
}

/** « Question 7 sur 12 » of the quiz becomes « Question 2 sur 3 » of the recall, a level lower in the page. */
function retitled(question, text) {
  const old = question.querySelector(".pq-number");
  const title = element("h4", old.className, text);
  old.replaceWith(title);
}

/** One module's recall. Rejects when its quiz cannot be had. */
async function quizOf({ module, url, questions }, page, words, place) {
  const found = (await documentAt(addressOf(page, url))).querySelector("parcours-quiz");
  const quiz = document.importNode(found, true);
  for (const other of quiz.querySelectorAll("parcours-question")) {
    if (!questions.includes(other.dataset.question)) other.remove();
  }
  const own = questions.map((id) => quiz.querySelector(`[data-question="${CSS.escape(id)}"]`)).filter(Boolean);
  quiz.prepend(...own);
  renamed(quiz, `pm-${module}-`);
  Object.assign(quiz.dataset, { where: "recall", module });
  for (const question of own) retitled(question, words.say("recall_question", { n: ++place.at, total: place.total }));
  return { quiz, questions: own };
}

/** All recalls of a day, one box per module: `{ boxes, questions }`. Where a quiz cannot be had, the box says so. */
export async function recallsIn(due, page, words) {
  const place = { at: 0, total: due.reduce((all, { questions }) => all + questions.length, 0) };
  const asked = [];
  const boxes = [];
  for (const recall of due) {
    const title = element("h3", "", recall.title);
    try {
      const { quiz, questions } = await quizOf(recall, page, words, place);
      const frame = element("div", "parcours-quiz", quiz);
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", recall.title);
      boxes.push(element("div", "pm-recall__module", title, frame));
      asked.push(...questions);
    } catch {
      boxes.push(element("div", "pm-recall__module", title, element("p", "", words.say("recall_lost"), " ", link("", words.say("recall_open"), addressOf(page, recall.url)))));
    }
  }
  return { boxes, questions: asked };
}

/** Each question leads to the next one, the last to `end`. */
export function chained(questions, end, words) {
  for (const [at, question] of questions.entries()) {
    const next = question.querySelector('[data-action="next"]');
    next.setAttribute("href", `#${(questions[at + 1] ?? end).id}`);
    next.textContent = words.say(at === questions.length - 1 ? "recall_end" : "recall_following");
  }
}

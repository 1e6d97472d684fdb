/* Steps put in order by buttons (keyboard, touch) or by dragging. The shape of a kind: see choices.js. */

import { share } from "../answers.js";

const stepsOf = (field) => [...field.querySelectorAll(".pq-step")];
const idsOf = (field) => stepsOf(field).map((step) => step.dataset.item);
const solutionOf = (key) => [...key.querySelectorAll("li[data-for]")].map((line) => line.dataset.for);
const starts = new WeakMap();

/** Buttons at the ends stay in reach (focus is never lost) and say they do nothing more. */
function markEnds(field) {
  const steps = stepsOf(field);
  for (const [index, step] of steps.entries()) {
    const blocked = { up: index === 0, down: index === steps.length - 1 };
    for (const button of step.querySelectorAll(".pq-move")) {
      button.setAttribute("aria-disabled", String(blocked[button.dataset.move]));
    }
  }
}

function announce({ field, words, changed }, step, key = "moved") {
  const steps = stepsOf(field);
  const { text } = step.querySelector(".pq-text").dataset;
  changed(words.say(key, { text, n: steps.indexOf(step) + 1, total: steps.length }), key === "moved");
}

/** Move a step by moving its neighbour past it: the step itself keeps focus and its place under the finger. */
function move(context, step, direction) {
  const up = direction === "up";
  const neighbour = up ? step.previousElementSibling : step.nextElementSibling;
  if (neighbour === null) {
    announce(context, step, up ? "already_first" : "already_last");
    return;
  }
  if (up) step.after(neighbour);
  else step.before(neighbour);
  markEnds(context.field);
  announce(context, step);
}

function letDrag(context, list) {
  const { field } = context;
  let dragged = null;
  list.addEventListener("dragstart", (event) => {
    dragged = field.disabled ? null : event.target.closest?.(".pq-step");
    if (!dragged) {
      event.preventDefault();
      return;
    }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.item);
    dragged.classList.add("pq-dragged");
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = event.target.closest(".pq-step");
    if (!over || over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("pq-dragged");
    markEnds(field);
    announce(context, dragged);
    dragged = null;
  });
}

export const ordering = {
  prepare(context) {
    const { field } = context;
    const list = field.querySelector(".pq-steps");
    starts.set(field, stepsOf(field));
    for (const tool of field.querySelectorAll(".pq-grip, .pq-moves")) tool.hidden = false;
    for (const step of stepsOf(field)) step.draggable = true;
    list.addEventListener("click", (event) => {
      const button = event.target.closest(".pq-move");
      if (button) move(context, button.closest(".pq-step"), button.dataset.move);
    });
    letDrag(context, list);
    markEnds(field);
  },
  /** The order found on arrival is never right: leaving it is no answer. */
  read({ field }) {
    const answer = idsOf(field);
    return starts.get(field).every((step, index) => step.dataset.item === answer[index]) ? null : answer;
  },
  judge({ key, words }, answer) {
    const right = solutionOf(key).filter((id, index) => id === answer[index]).length;
    return { score: share(right, answer.length), count: words.say("count", { right, total: answer.length }) };
  },
  marks({ field, key, words }, answer, done) {
    const solution = solutionOf(key);
    return stepsOf(field).map((item, index) => {
      const isRight = solution[index] === answer[index];
      const line = key.querySelector(`li[data-for="${CSS.escape(answer[index])}"]`);
      return {
        item,
        state: isRight ? "right" : "wrong",
        word: words.say(isRight ? "in_place" : "out_of_place"),
        feedback: isRight || done ? line.querySelector(".pq-feedback") : undefined,
      };
    });
  },
  clear({ field }) {
    field.querySelector(".pq-steps").append(...starts.get(field));
    markEnds(field);
  },
  /** Steps that the answer does not know stay behind those it does. */
  write({ field }, answer) {
    const steps = new Map(stepsOf(field).map((step) => [step.dataset.item, step]));
    const known = Array.isArray(answer) ? answer.filter((id) => steps.has(id)) : [];
    const placed = [...new Set(known)].map((id) => steps.get(id));
    field.querySelector(".pq-steps").prepend(...placed);
    markEnds(field);
    return placed.length === steps.size && answer.length === steps.size;
  },
};

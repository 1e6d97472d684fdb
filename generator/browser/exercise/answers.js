/* What a learner answers to a question of an exercise: read in its fields, and put back there.
   Lives here: the fields of each kind of question, and whether they lack an answer. May not live here: verdicts (Python's), words. */

const fieldsOf = (form) => [...form.querySelectorAll("[name=answer]")];

export function answerOf(form) {
  const fields = fieldsOf(form);
  switch (form.dataset.kind) {
    case "choice":
      return fields.find((field) => field.checked)?.value ?? "";
    case "choices":
      return fields.filter((field) => field.checked).map((field) => field.value);
    case "order": {
      const chosen = fields.map((field) => field.value);
      return chosen.every((value) => value === "") ? "" : chosen;
    }
    default:
      return fields[0].value;
  }
}

/** The inverse of `answerOf`, whatever the answer is: it may be older than the question. True when all of it fits. */
export function giveBack(form, answer) {
  const fields = fieldsOf(form);
  const { kind } = form.dataset;
  if (kind === "choice" || kind === "choices") {
    const wanted = kind === "choice" ? [answer] : answer;
    if (!Array.isArray(wanted) || !wanted.every((value) => fields.some((field) => field.value === value))) return false;
    for (const field of fields) field.checked = wanted.includes(field.value);
    return true;
  }
  const values = kind === "order" ? answer : [answer];
  if (!Array.isArray(values) || values.length !== fields.length) return false;
  const fits = ({ options }, value) => typeof value === "string" && (!options || [...options].some((option) => option.value === value));
  if (!fields.every((field, place) => fits(field, values[place]))) return false;
  for (const [place, field] of fields.entries()) field.value = values[place];
  return true;
}

/** Tell what reads the page aloud whether the fields lack an answer, or one that can be read; what is said describes them. */
export function flag(form, lacks) {
  for (const field of form.querySelectorAll("[name=answer]:is(select, [type=text])")) {
    if (lacks) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

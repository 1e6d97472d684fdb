/* The settings of an exercise: read in their fields, put back there, compared with those that an answer was given for.
   Lives here: the fields of the forms. May not live here: computing (see exercise.js), when settings are kept (see
   keeping.js), words. */

const fieldsOf = (root) => [...root.querySelectorAll(".px-form [name]")];

function valueOf(field) {
  if (field.type === "checkbox") return field.checked;
  // Numbers go as typed: « 1 234,5 », a unit or nothing at all are Python's to read, or to explain in words.
  return field.type === "range" ? Number(field.value) : field.value;
}

const valuesOf = (fields) => Object.fromEntries(fields.map((field) => [field.name, valueOf(field)]));

/** The value of every setting, under the name of its variable. */
export const settingsOf = (root) => valuesOf(fieldsOf(root));

function isDefault(field) {
  if (field.type === "checkbox") return field.checked === field.defaultChecked;
  if (field.options) return [...field.options].every((option) => option.selected === option.defaultSelected);
  return field.value === field.defaultValue;
}

const moved = (fields) => valuesOf(fields.filter((field) => !isDefault(field)));

/** The settings that are not those the page opens with: name → value. */
export const movedOf = (root) => moved(fieldsOf(root));

/** The moved settings that a question, or a result, stands on: those above it. */
export const movedAbove = (root, place) =>
  moved(fieldsOf(root).filter((field) => field.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING));

/** Settings as one text: the same for the same settings, whatever their order. */
export const told = (values) => JSON.stringify(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Give every field the value that it was left with, or without one its own. Those that follow a territory were of the
    `left` one, and the page speaks of `here`. */
export function putBack(root, values, { left, here }) {
  for (const field of fieldsOf(root)) {
    const kept = Object.hasOwn(values, field.name) && (left === here || !("follows" in field.dataset));
    if (!kept || !give(field, values[field.name])) reset(field);
  }
}

/** False for a value that the field has no more: the course may have changed since. */
function give(field, value) {
  if (field.type === "checkbox") {
    if (typeof value === "boolean") field.checked = value;
    return typeof value === "boolean";
  }
  const text = String(value);
  if (field.options && ![...field.options].some((option) => option.value === text)) return false;
  field.value = text;
  return field.value === text; // a slider takes the nearest it has, a date nothing that is none
}

function reset(field) {
  if (field.type === "checkbox") field.checked = field.defaultChecked;
  else if (field.options) for (const option of field.options) option.selected = option.defaultSelected;
  else field.value = field.defaultValue;
}

/* The settings of an exercise: read in their fields, and compared with those that an answer was given for.
   Lives here: the fields of the forms. May not live here: computing (see exercise.js), words. */

const fieldsOf = (root) => [...root.querySelectorAll(".px-form [name]")];

function valueOf(field) {
  if (field.type === "checkbox") return field.checked;
  // Numbers go as typed: « 1 234,5 », a unit or nothing at all are Python's to read, or to explain in words.
  return field.type === "range" ? Number(field.value) : field.value;
}

/** The value of every setting, under the name of its variable. */
export const settingsOf = (root) => Object.fromEntries(fieldsOf(root).map((field) => [field.name, valueOf(field)]));

export function isDefault(field) {
  if (field.type === "checkbox") return field.checked === field.defaultChecked;
  if (field.options) return [...field.options].every((option) => option.selected === option.defaultSelected);
  return field.value === field.defaultValue;
}

/** Whether no setting was moved. */
export const untouched = (root) => fieldsOf(root).every(isDefault);

/** The settings that a question stands on, those above it: `told`, to be compared; `moved`, whether one was. */
export function ground(root, question) {
  const above = fieldsOf(root).filter((field) => field.compareDocumentPosition(question) & Node.DOCUMENT_POSITION_FOLLOWING);
  return { told: JSON.stringify(above.map(valueOf)), moved: !above.every(isDefault) };
}

/* What is chosen on a page before anything is made of it: it stays with this entry of the history, so that a phone that loads
   the page again asks no second time. May not live here: what was made of a choice (the journal has it). */

/** What was chosen here before. */
export const chosen = () => history.state ?? {};

/** Add to what is chosen here. */
export const choose = (more) => history.replaceState({ ...history.state, ...more }, "");

/** Those of some ids that the course has as themes; whatever was kept. */
export const themesAmong = (index, ids) => (Array.isArray(ids) ? ids.filter((id) => index.themes.some((theme) => theme.id === id)) : []);

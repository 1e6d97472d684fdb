/* What the law asks of a place, judged in the page: the same tests in the same order, and the same words, as
   `generator/territories/obligations.py`; a test compares both over the country. */

/** A number as the build writes it: grouped by thousands, at most two decimals. */
export const written = (value, language) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: "always" }).format(value);

/** The number that people say for a threshold: 50 001 is "more than 50 000". */
const threshold = (population) => (population % 1000 === 1 ? ["over", population - 1] : ["from", population]);

/** `judge(law, obligation, body, language)` → `{ standing, reason }`. `law` is the published `law.json`; a body has
    `kind`, `figures` (`municipal`, `total`, `latest`: a number or null) and `staff` (a number or null). */
export function judge(law, obligation, body, language) {
  const kind = law.families[body.kind] ?? body.kind;
  const say = (name, holes = {}) => law.sentences[language][name].replace(/\{(\w+)\}/g, (_, hole) => holes[hole] ?? "");
  const answer = (standing, ...told) => ({ standing, reason: told.join(" ") });
  const kinds = law.plurals[language][kind];
  if (!obligation.kinds.includes(kind)) return answer("does-not", say("kind", { kinds }));
  if (law.apart.includes(body.kind) && !obligation.kinds.includes("commune")) return answer("unknown", say("apart"));
  const known = Object.entries(body.figures).filter(([, value]) => value !== null && value !== undefined);
  const reached = new Set(obligation.population ? known.map(([, value]) => value >= obligation.population) : [true]);
  const figures = known.map(([name, value]) => say(name, { n: written(value, language) })).join(", ");
  const size = obligation.population ? threshold(obligation.population) : null;
  const holes = { kinds, figures, size: size ? say(size[0], { n: written(size[1], language) }) : "" };
  const staff = { threshold: written(obligation.staff, language), staff: written(body.staff ?? 0, language) };
  if (reached.size === 1 && reached.has(false)) return answer("does-not", say("below", holes));
  if (body.staff !== null && body.staff < obligation.staff) return answer("does-not", say("staff-below", staff));
  if (obligation.pending) return answer("pending", say("pending", holes));
  const waits = obligation.staff > 0 && body.staff === null;
  const also = waits ? [say("staff-missing", staff)] : [];
  if (reached.size === 0) return answer("unknown", say("no-population", holes), ...also);
  if (reached.size > 1) return answer("population", say("both-sides", holes), ...also);
  const above = obligation.population ? [say("above", holes)] : [];
  if (waits) return answer("staff", ...above, ...also);
  const met = obligation.staff ? [say("staff-above", staff)] : [];
  return answer("applies", ...(above.length + met.length ? [...above, ...met] : [say("everyone", holes)]));
}

/** Staff as a learner types it, "52,5" or "1 200": a number of 0 or more, or null when there is none. */
export function staffIn(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  const value = plain === "" ? NaN : Number(plain);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

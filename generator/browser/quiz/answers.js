/* What an answer is worth: numbers read, texts compared, scores.
   Lives here: pure functions over strings and numbers. May not live here: the page. */

const SPACES = /[\s\u00a0\u2007\u2009\u202f]+/gu;
const MARKS = /\p{Mark}/gu;
const NOT_A_WORD = /[^\p{Letter}\p{Number}]+/gu;

/** Lower case, no accents, ligatures opened: `Œuvre` → `oeuvre`. */
function bare(text) {
  return text.normalize("NFKD").replace(MARKS, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae");
}

/** Words of a short answer in one string: no case, accents, punctuation, spaces; articles dropped.
    An answer made of articles only keeps them. `articles` are bare words. */
export function normalise(text, articles) {
  const words = bare(text).replace(NOT_A_WORD, " ").trim().split(" ");
  const kept = words.filter((word) => !articles.includes(word));
  return (kept.length ? kept : words).join("");
}

/** Is `text` one of `accepted`, by `normalise`? */
export function sameWords(text, accepted, articles) {
  const given = normalise(text, articles);
  return accepted.some((words) => normalise(words, articles) === given);
}

/** Take a unit off the end of a number, when it is one of `units`. */
function withoutUnit(text, units) {
  const compact = (words) => bare(words).replace(SPACES, "").replace(/\.$/u, "");
  const given = compact(text);
  const endings = units.map(compact).filter(Boolean).sort((a, b) => b.length - a.length);
  const ending = endings.find((unit) => given.endsWith(unit));
  return ending === undefined ? given : given.slice(0, -ending.length);
}

/** One kind of separator in the number: is it the decimal one?
    `1,234` is a thousand for English readers only, `1.234.567` a million for all; `0,649` is always small. */
function isDecimal(number, separator, language) {
  if (number.split(separator).length > 2) return false;
  return !(language === "en" && /^[1-9]\d{0,2},\d{3}$/u.test(number));
}

/** A number as people write it in French or in English, with or without its unit.
    Spaces and apostrophes may separate thousands; comma and point are both decimal where nothing says
    otherwise. Anything else gives NaN, never a guess. */
export function parseNumber(text, language, units = []) {
  const [, sign, digits] = /^([+\-−–]?)(.*)$/su.exec(withoutUnit(text, units).replace(/['’]/gu, ""));
  const separators = [...new Set(digits.match(/[.,]/gu) ?? [])];
  let plain = digits;
  if (separators.length === 2) {
    const decimal = digits.lastIndexOf(",") > digits.lastIndexOf(".") ? "," : ".";
    const thousands = decimal === "," ? "." : ",";
    const [whole, ...rest] = digits.split(decimal);
    if (rest.length > 1 || !/^\d{1,3}(?:[.,]\d{3})+$/u.test(whole)) return Number.NaN;
    plain = `${whole.replaceAll(thousands, "")}.${rest[0]}`;
  } else if (separators.length === 1) {
    const [separator] = separators;
    if (isDecimal(digits, separator, language)) plain = digits.replace(separator, ".");
    else if (/^\d{1,3}(?:[.,]\d{3})+$/u.test(digits)) plain = digits.replaceAll(separator, "");
    else return Number.NaN;
  }
  if (!/^(?:\d+\.?\d*|\.\d+)$/u.test(plain)) return Number.NaN;
  return sign === "" || sign === "+" ? Number(plain) : -Number(plain);
}

/** Within `tolerance` of `expected`; the last binary digits of decimals do not count. */
export function near(value, expected, tolerance) {
  return Math.abs(value - expected) <= tolerance + 1e-9 * Math.max(1, Math.abs(expected));
}

/** Share of what was expected, from 0 to 1. */
export function share(right, total) {
  return total === 0 ? 0 : right / total;
}

/** Several choices: share of the right ones ticked, less share of the wrong ones ticked; never below 0.
    Ticking everything is worth nothing. */
export function ticked(chosen, right, wrong) {
  const hits = chosen.filter((id) => right.includes(id)).length;
  const extra = chosen.filter((id) => wrong.includes(id)).length;
  return { hits, extra, score: Math.max(0, share(hits, right.length) - share(extra, wrong.length)) };
}

/** How a score reads: `right`, `partly` or `wrong`. */
export function verdict(score) {
  if (score >= 1) return "right";
  return score > 0 ? "partly" : "wrong";
}

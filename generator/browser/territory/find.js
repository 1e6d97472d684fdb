/* Finding a commune or a grouping in the list of all of them: codes, beginnings of words, then names with a slip.
   Lives here: reading the list, comparing texts. May not live here: what the page shows, fetching. */

const KINDS = {
  cc: "communaute de communes cc",
  ca: "communaute d agglomeration ca agglo",
  cu: "communaute urbaine cu",
  metropole: "metropole",
};

const GENERIC = new Set("cc ca cu agglo agglomeration communaute communautes commune communes urbaine metropole ville de du des d la le les l".split(" "));

/** Letters and digits in lower case, one space between words, no accent; "saint" as people shorten it. */
export function plain(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .replace(/\bsaint(e?)\b/g, "st$1");
}

/** The list as the build writes it (see `renderers/territories.py`): lines of fields between bars, most populated first.
    Only what is needed to find and to tell apart is kept. */
export function readList({ departments, groupings, communes }) {
  const lines = (text) => text.split("\n").map((line) => line.split("|"));
  const where = (code) => departments[code.startsWith("97") || code.startsWith("98") ? code.slice(0, 3) : code.slice(0, 2)] ?? "";
  const all = lines(groupings).map(([code, name, kind, department, members]) => {
    const words = plain(name);
    return { code, name, kind, members: Number(members), department: departments[department] ?? "", grouping: code, words, more: ` ${words} ${KINDS[kind]} `, codes: code };
  });
  const towns = lines(communes).map(([code, name, at, postal]) => {
    const words = plain(name);
    const group = at === "" ? undefined : all[Number(at)];
    return { code, name, kind: "commune", department: where(code), grouping: group?.code ?? "", group: group?.name ?? "", words, more: ` ${words} `, codes: `${code} ${postal}` };
  });
  return [...towns, ...all];
}

/** Distance between two texts in slips (a letter missing, added, changed, or two swapped), or more than `most`. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = [];
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    [before, last, row] = [last, row, [i]];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
  }
  return row[other.length];
}

function rank(place, asked, tokens) {
  if (place.words === asked) return 0;
  if (place.words.startsWith(`${asked} `)) return 1;
  if (place.words.startsWith(asked)) return 2;
  return tokens.every((token) => place.more.includes(` ${token}`)) ? 3 : undefined;
}

function named(list, asked) {
  const tokens = asked.split(" ");
  return list.map((place) => [rank(place, asked, tokens), place]).filter(([score]) => score !== undefined);
}

/** Places that answer a text, the best first: `{ found, total }`; `found` holds at most `limit` of them. */
export function find(list, text, limit = 8) {
  const asked = plain(text).slice(0, 60);
  if (asked.length < 2) return { found: [], total: 0 };
  const digits = asked.replaceAll(" ", "");
  let hits;
  if (/^\d[\dab]\d*$/.test(digits)) {
    hits = list.filter((place) => ` ${place.codes.toLowerCase()}`.includes(` ${digits}`)).map((place) => [0, place]);
  } else {
    hits = named(list, asked);
    // "CC Beaune" finds Beaune's agglomeration: few people know by heart of which kind theirs is.
    const proper = asked.split(" ").filter((token) => !GENERIC.has(token)).join(" ");
    if (hits.length === 0 && proper.length > 1 && proper !== asked) hits = named(list, proper);
    if (hits.length === 0) hits = slips(list, proper || asked);
  }
  // The list is in the order of populations, and sorting keeps it among equals.
  hits.sort(([one], [other]) => one - other);
  return { found: hits.slice(0, limit).map(([, place]) => place), total: hits.length };
}

/** Names one or two slips away from the whole text, or whose beginning is. */
function slips(list, asked) {
  const most = asked.length < 4 ? 0 : asked.length < 7 ? 1 : 2;
  const hits = [];
  if (!most) return hits;
  for (const place of list) {
    const whole = distance(asked, place.words, most);
    const least = whole <= most ? whole : distance(asked, place.words.slice(0, asked.length), most) + 0.5;
    if (least <= most) hits.push([least, place]);
  }
  return hits;
}

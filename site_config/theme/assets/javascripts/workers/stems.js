/* The search worker, so that a word finds its other forms, and with or without accents: « anonymisées » and « eclairage »
   find « anonymiser » and « éclairage ».
   The theme's worker stems what it indexes but not what one types (it adds a wildcard, which turns stemming off); this one
   loads the theme's, stems each typed word first, and takes the accents off both. It stands beside the theme's worker
   because that one looks for the languages' files next to itself. Set up by assets/parcours/site/search.js. */
"use strict";

const SETUP = 0;
const QUERY = 2;
// Endings that the French stemmer knows by their accent, as they are typed without: « securite », « premiere », « deposees ».
const ENDINGS = [[/it(es?)$/u, "it\u00e9"], [/ier(es?)$/u, "i\u00e8re"], [/e(e?s?)$/u, "\u00e9$1"]];
const engine = new URL(self.location.href).searchParams.get("engine") ?? "";
let language = "en";

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("\u0153", "oe").replaceAll("\u00e6", "ae");

/** As the theme's worker keeps a word. The English stemmer knows no accent, the French one needs them. */
function root(stem, word) {
  const on = (text) => stem(new self.lunr.Token(text, {})).toString();
  return language === "en" ? on(folded(word)) : folded(on(word));
}

function stemmed(word) {
  // Operators of the query language (quotes, plus, minus, star, …) are left to those who know them.
  if (!/^[\p{L}\p{N}]+$/u.test(word)) return word;
  const stem = language === "en" ? self.lunr?.stemmer : self.lunr?.[language]?.stemmer;
  if (!stem) return word;
  const typed = word.toLowerCase();
  // The shortest way to read it: the theme then looks for all words that begin so.
  const ways = [typed, ...(language === "fr" && typed === folded(typed) ? ENDINGS.map(([end, accent]) => typed.replace(end, accent)) : [])];
  const [found] = ways.map((way) => root(stem, way)).filter((each) => each.length >= 2).sort((one, other) => one.length - other.length);
  return found ?? folded(typed);
}

const fold = (token) => token.update(folded);
const ready = new WeakSet();

/** Every index that the theme makes takes the accents off its words: before English stems, after those of other languages. */
function prepare() {
  const { lunr } = self;
  if (!lunr?.Builder || ready.has(lunr)) return;
  ready.add(lunr);
  lunr.Pipeline.registerFunction(fold, "fold");
  // lunr names a node by its letters and the numbers of the nodes after them, run together: two nodes of one name are
  // taken for one, words are found that no page has, and the search ends in a fault. A comma keeps them apart.
  lunr.TokenSet.prototype.toString = function () {
    return this._str ?? Object.keys(this.edges).sort().reduce((told, label) => `${told}${label}${this.edges[label].id},`, this.final ? "1" : "0");
  };
  const { add } = lunr.Builder.prototype;
  lunr.Builder.prototype.add = function (...document) {
    if (!ready.has(this)) {
      ready.add(this);
      for (const pipeline of [this.pipeline, this.searchPipeline]) {
        if (language === "en" && pipeline._stack.includes(lunr.stemmer)) pipeline.before(lunr.stemmer, fold);
        else pipeline.add(fold);
      }
    }
    return add.apply(this, document);
  };
}

self.addEventListener("message", (event) => {
  const message = event.data;
  if (message?.type === SETUP) {
    language = message.data?.config?.lang?.[0] ?? language;
    prepare();
  }
  if (message?.type === QUERY && typeof message.data === "string") {
    message.data = message.data.split(/[\s\u00a0\u202f'’«»]+/u).filter(Boolean).map(stemmed).join(" ");
  }
});

if (/^search\.[\w.-]+\.js$/.test(engine)) self.importScripts(engine);

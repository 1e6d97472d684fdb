/* The search worker, so that a word finds its other forms: « anonymisées » finds « anonymiser ».
   The theme's worker stems what it indexes but not what one types (it adds a wildcard, which turns stemming off);
   this one loads the theme's and stems each typed word first. It stands beside the theme's worker because that one
   looks for the languages' files next to itself. Set up by assets/parcours/site/search.js. */
"use strict";

const SETUP = 0;
const QUERY = 2;
const engine = new URL(self.location.href).searchParams.get("engine") ?? "";
let language = "en";

function stemmed(word) {
  // Operators of the query language (quotes, plus, minus, star, …) are left to those who know them.
  if (!/^[\p{L}\p{N}]+$/u.test(word)) return word;
  const stem = language === "en" ? self.lunr?.stemmer : self.lunr?.[language]?.stemmer;
  if (!stem) return word;
  const found = stem(new self.lunr.Token(word.toLowerCase(), {})).toString();
  return found.length >= 2 ? found : word;
}

self.addEventListener("message", (event) => {
  const message = event.data;
  if (message?.type === SETUP) language = message.data?.config?.lang?.[0] ?? language;
  if (message?.type === QUERY && typeof message.data === "string") {
    message.data = message.data.split(/[\s\u00a0\u202f'’«»]+/u).filter(Boolean).map(stemmed).join(" ");
  }
});

if (/^search\.[\w.-]+\.js$/.test(engine)) self.importScripts(engine);

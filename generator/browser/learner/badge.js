/* An attestation as a badge: a file in the shape of Open Badges 3.0 (1EdTech), unsigned, with our content inside. Pure.
   Lives here: the file, written and read again. May not live here: words: `words` brings them. Sentences with holes are
   filled by whoever calls. */

import { canonical, isContent, MAX_TEXT, plainCode, readText } from "./attestation.js";
import { sha256 } from "./sha256.js";

const EXTENSION = "parcoursAttestation";
// The name of our own property for programs of linked data: nobody else's, and no address that could go dark.
const EXTENSION_IRI = "urn:uuid:5d1c1f0e-2a4b-4c86-9d0e-7a1c3f8b6e21";
export const MAX_FILE = 400_000; // characters that can be an attestation

/** An id that follows from a text alone: a UUID of version 8, made of its digest. */
function identity(text) {
  const bytes = sha256(new TextEncoder().encode(text)).slice(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
}

const ofModule = (content, id) => identity(`${content.course}/${content.edition}/${id}`);

/** The badge of an attestation, ready to be saved: an object.
    `words`: { title, description, criteria, issuer (a sentence), publisher, home, modules: { id: title } }. */
export function badgeOf(content, code, words) {
  const achievement = {
    id: identity(`${content.course}/${content.edition}/${content.version}/${content.modules.map(({ id }) => id).join("+")}`),
    type: ["Achievement"],
    achievementType: "Course",
    name: words.title,
    description: words.description,
    inLanguage: content.language,
    version: content.version,
    criteria: { narrative: words.criteria },
    resultDescription: content.modules.map(({ id }) => {
      return { id: ofModule(content, id), type: ["ResultDescription"], name: words.modules[id] ?? id, resultType: "Percent", valueMin: "0", valueMax: "100" };
    }),
  };
  if (words.publisher) {
    achievement.creator = { id: words.home || identity(words.publisher), type: ["Profile"], name: words.publisher };
    if (words.home) achievement.creator.url = words.home;
  }
  return {
    "@context": [
      "https://www.w3.org/ns/credentials/v2",
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
      { [EXTENSION]: { "@id": EXTENSION_IRI, "@type": "@json" } },
    ],
    id: identity(`${canonical(content)}${code}`),
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: words.title,
    description: words.description,
    // Nobody else stands behind it: the issuer is whoever made it, and the badge says so.
    issuer: { id: identity(content.name), type: ["Profile"], name: content.name, description: words.issuer },
    validFrom: `${content.day}T00:00:00Z`,
    credentialSubject: {
      type: ["AchievementSubject"],
      identifier: [{ type: "IdentityObject", hashed: false, identityHash: content.name, identityType: "name" }],
      achievement,
      result: content.modules.map(({ id, score }) => {
        return { type: ["Result"], resultDescription: ofModule(content, id), value: String(score) };
      }),
    },
    [EXTENSION]: { content, code },
  };
}

/** Whether what other programs show of a badge is what its content says. */
function isFaithful(badge, content) {
  const subject = badge.credentialSubject;
  const same = (list, expected) => Array.isArray(list) && list.length === expected.length && list.every((one, at) => one === expected[at]);
  const each = (list, field) => (Array.isArray(list) ? list.map((one) => one?.[field]) : null);
  return (
    badge.validFrom === `${content.day}T00:00:00Z` &&
    same(each(subject?.identifier, "identityHash"), [content.name]) &&
    same(each(subject?.result, "value"), content.modules.map(({ score }) => String(score))) &&
    same(each(subject?.result, "resultDescription"), content.modules.map(({ id }) => ofModule(content, id))) &&
    same(each(subject?.achievement?.resultDescription, "id"), content.modules.map(({ id }) => ofModule(content, id)))
  );
}

function readBadge(text) {
  let badge;
  try {
    badge = JSON.parse(text);
  } catch {
    return { refusal: "unknown" };
  }
  const ours = badge?.[EXTENSION];
  if (typeof ours !== "object" || ours === null) return { refusal: "unknown" };
  const { content, code, ...more } = ours;
  if (Number.isInteger(content?.v) && content.v > 1) return { refusal: "newer" };
  if (Object.keys(more).length || !isContent(content) || typeof code !== "string" || plainCode(code) !== code) return { refusal: "damaged" };
  return { content, code, faithful: isFaithful(badge, content) };
}

/** What somebody hands over, the text of a QR code (other text may stand before it) or a badge: { content, code, faithful },
    or { refusal }: "empty", "long", "unknown", "newer" or "damaged". */
export function readAttestation(given) {
  if (given.length > MAX_FILE) return { refusal: "long" };
  const text = given.replace(/^\ufeff/, "").trim();
  if (text.startsWith("{")) return readBadge(text);
  const at = text.search(/PARCOURS-A[0-9]+\//);
  return at > 0 && text.length - at <= 2 * MAX_TEXT ? readText(text.slice(at)) : readText(text);
}

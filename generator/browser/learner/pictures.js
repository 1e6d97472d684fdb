/* Pictures of where a learner stands, drawn from data: marks of objectives, bars, the ring of the whole course.
   Lives here: shapes. May not live here: colours (see mine.css), words: each picture stands beside the same in words. */

const NAMESPACE = "http://www.w3.org/2000/svg";

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A picture that says nothing of its own: what it shows stands beside it in words. */
const silent = (name, viewBox, more, ...children) =>
  svg("svg", { class: name, viewBox, "aria-hidden": "true", focusable: "false", ...more }, ...children);

/** What fills the disc of an objective: the shape tells the state, the colour only repeats it. */
const SIGNS = {
  reached: () => [svg("path", { class: "pm-sign", d: "M5.5 10.3l3 3 6-6.6" })],
  review: () => [svg("path", { class: "pm-sign", d: "M6 10h8" })],
  begun: () => [svg("path", { class: "pm-half", d: "M10 2.5a7.5 7.5 0 0 0 0 15z" })],
  todo: () => [],
};

const disc = (state) => [svg("circle", { cx: 10, cy: 10, r: 7.5 }), ...SIGNS[state]()];

/** The mark of an objective: "reached", "review", "begun" or "todo". */
export const mark = (state) => silent(`pm-mark pm-is-${state}`, "0 0 20 20", {}, ...disc(state));

/** How far one is, from 0 to 100. */
export function bar(percent) {
  const done = svg("rect", { class: "pm-bar__done", width: percent, height: 6 });
  return silent("pm-bar", "0 0 100 6", { preserveAspectRatio: "none" }, svg("rect", { class: "pm-bar__all", width: 100, height: 6 }), done);
}

const GAP = 0.7; // degrees between two objectives, and more between two themes
const WIDE = 5;

/** A part of a ring between two angles, in degrees from the top. */
function arc(from, to, inner, outer) {
  const at = (angle, radius) => {
    const turn = ((angle - 90) * Math.PI) / 180;
    return `${(radius * Math.cos(turn)).toFixed(2)} ${(radius * Math.sin(turn)).toFixed(2)}`;
  };
  const large = to - from > 180 ? 1 : 0;
  return `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(to, outer)}L${at(to, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}z`;
}

/** The whole course as a ring: one piece per objective, themes apart; what is reached is full, what is begun half so.
    `groups` are lists of states, `label` what the ring says in words, `centre` and `under` what stands in its middle. */
export function ring(groups, { label, centre, under }) {
  const all = groups.flat().length;
  const each = (360 - groups.length * WIDE) / Math.max(1, all);
  const pieces = [];
  let angle = WIDE / 2;
  for (const states of groups) {
    for (const state of states) {
      const [from, to] = [angle + GAP, angle + each - GAP];
      pieces.push(svg("path", { class: `pm-piece pm-is-${state}`, d: arc(from, to, 68, 96) }));
      if (state === "begun") pieces.push(svg("path", { class: "pm-piece pm-piece__half", d: arc(from, to, 68, 82) }));
      if (state === "review") pieces.push(svg("path", { class: "pm-piece pm-piece__line", d: arc(from + each * 0.12, to - each * 0.12, 80, 84) }));
      angle += each;
    }
    angle += WIDE;
  }
  return svg(
    "svg", { class: "pm-ring", viewBox: "-100 -100 200 200", role: "img", "aria-label": label },
    ...pieces,
    svg("text", { class: "pm-ring__centre", x: 0, y: 6, "text-anchor": "middle" }, centre),
    svg("text", { class: "pm-ring__under", x: 0, y: 28, "text-anchor": "middle" }, under),
  );
}

/** An arrow to the right. */
export const arrow = () => silent("pm-arrow", "0 0 20 20", {}, svg("path", { class: "pm-sign", d: "M4 10h12M11 5l5 5-5 5" }));

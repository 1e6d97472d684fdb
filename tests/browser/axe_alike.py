"""Axe looks at the colours of one text of each look: colours take it most of its time, and a page repeats them.

Lives here: what is brought into a page beside axe. Texts look alike when all that axe reckons with is the same for both:
their own colour, size and weight, and what every element around them lays under them.
"""

from __future__ import annotations

ALIKE = """(() => {
  const check = axe._audit.checks["color-contrast"];
  const whole = check.evaluate;
  const CLEAR = "rgba(0, 0, 0, 0),none,1,none,normal";
  let known, behind;

  // Before each run: colours may have changed.
  axe.forget = () => {
    known = new Set();
    behind = new Map();
  };

  // What lies over or under other things than its ancestors is like nothing else.
  const apart = (style) =>
    ["absolute", "fixed", "sticky"].includes(style.position) || style.transform !== "none" ||
    (style.position === "relative" &&
      [style.top, style.right, style.bottom, style.left].some((side) => !["auto", "0px"].includes(side))) ||
    [style.marginTop, style.marginRight, style.marginBottom, style.marginLeft].some((side) => side.startsWith("-"));

  const laid = (node) => {
    const style = getComputedStyle(node);
    const parts = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode];
    for (const pseudo of ["::before", "::after"]) {
      const made = getComputedStyle(node, pseudo);
      if (made.content !== "none") parts.push(pseudo, made.backgroundColor, made.backgroundImage);
    }
    return parts.join() + (apart(style) ? ` ${behind.size}` : "");
  };

  const ground = (node) => {
    if (!node) return "";
    if (!behind.has(node)) {
      const [above, own] = [ground(node.parentElement), laid(node)];
      behind.set(node, own === CLEAR ? above : `${above}/${own}`);
    }
    return behind.get(node);
  };

  const evaluate = function (node, ...given) {
    const style = getComputedStyle(node);
    const { color, fontSize, fontWeight, textShadow, webkitTextFillColor, webkitTextStroke } = style;
    const look = [ground(node), color, fontSize, fontWeight, textShadow, webkitTextFillColor, webkitTextStroke].join();
    if (known.has(look)) return true;
    const sound = whole.call(this, node, ...given);
    if (sound !== undefined) known.add(look);  // of what cannot be decided the next one of its look may tell
    return sound;
  };
  axe.configure({ checks: [{ id: "color-contrast", evaluate }] });
})()"""

/* When a device keeps Python between visits: what its browser tells of its size, or does not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { hasRoom } from "../../generator/browser/runtime/kept.js";

const free = (bytes) => ({ estimate: async () => ({ quota: bytes + 1e6, usage: 1e6 }) });

const on = async (navigator) => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "navigator"); // none in Node 20
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  try {
    return await hasRoom();
  } finally {
    delete globalThis.navigator;
    if (own) Object.defineProperty(globalThis, "navigator", own);
  }
};

test("a device with room keeps Python, one that is full or small does not", async () => {
  assert.equal(await on({ storage: free(5e9), deviceMemory: 8 }), true);
  assert.equal(await on({ storage: free(150e6), deviceMemory: 8 }), false);
  assert.equal(await on({ storage: free(5e9), deviceMemory: 1 }), false);
});

test("a browser that does not tell how much room or memory there is keeps it: what does not fit is refused", async () => {
  assert.equal(await on({ storage: free(5e9) }), true);
  assert.equal(await on({ storage: {} }), true);
  assert.equal(await on({}), true);
});

/* SHA-256 and HMAC-SHA-256 (FIPS 180-4, FIPS 198-1), of bytes, at once.
   Lives here: the two functions. May not live here: what is hashed. The browser's own, `crypto.subtle`, is shut on plain
   http and answers later; a course is also read on a town hall's http server or from a stick, and codes must be the same. */

const BLOCK = 64;

const fraction = (number) => Math.floor((number - Math.floor(number)) * 2 ** 32) >>> 0;

function primes(count) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}

// The constants are the fractions of the cube and square roots of the first primes.
const ROUNDS = Uint32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

const turned = (word, by) => (word >>> by) | (word << (32 - by));

function padded(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(whole.length - 4, bytes.length << 3);
  return view;
}

function schedule(view, at) {
  const words = new Uint32Array(64);
  for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const [early, late] = [words[i - 15], words[i - 2]];
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[i] = words[i - 16] + first + words[i - 7] + second;
  }
  return words;
}

function compressed(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const choice = (e & f) ^ (~e & g);
    const more = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUNDS[i] + words[i]) | 0;
    const most = (a & b) ^ (a & c) ^ (b & c);
    const other = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + most) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + more) | 0, c, b, a, (more + other) | 0];
  }
  return state.map((word, i) => word + [a, b, c, d, e, f, g, h][i]);
}

/** The 32 bytes of the SHA-256 of some bytes. */
export function sha256(bytes) {
  const view = padded(bytes);
  let state = START;
  for (let at = 0; at < view.byteLength; at += BLOCK) state = compressed(state, schedule(view, at));
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => out.setUint32(4 * i, word));
  return new Uint8Array(out.buffer);
}

/** The 32 bytes of the HMAC-SHA-256 of some bytes, under a key of bytes. */
export function hmac(key, bytes) {
  const own = key.length > BLOCK ? sha256(key) : key;
  const wrapped = (mask, inner) => {
    const whole = new Uint8Array(BLOCK + inner.length).fill(mask, 0, BLOCK);
    own.forEach((byte, i) => (whole[i] ^= byte));
    whole.set(inner, BLOCK);
    return sha256(whole);
  };
  return wrapped(0x5c, wrapped(0x36, bytes));
}

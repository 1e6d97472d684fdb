/* How the memory of an interpreter is kept: nearly half of it is empty blocks, which are left out.
   Inflating a compressed memory takes longer, on a slow device above all, than reading what compression would spare.
   Layout: the SHA-256 of the rest, the size of the whole memory (4 bytes), one byte for each block that says whether it
   follows, the blocks. */

const BLOCK = 65_536;
const DIGEST = 32;
const SIZE = 4;

const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const isEmpty = (block) => new Uint32Array(block.buffer, block.byteOffset, block.byteLength >> 2).every((word) => word === 0);

/** A memory, whose size is a multiple of four, as bytes to keep. */
export async function pack(memory) {
  const count = Math.ceil(memory.length / BLOCK);
  const index = new Uint8Array(count);
  const blocks = [];
  for (let place = 0; place < count; place++) {
    const block = memory.subarray(place * BLOCK, (place + 1) * BLOCK);
    if (isEmpty(block)) continue;
    index[place] = 1;
    blocks.push(block);
  }
  const rest = await new Blob([Uint32Array.of(memory.length), index, ...blocks]).arrayBuffer();
  return new Blob([await digest(rest), rest]);
}

/** The memory that was packed. Rejects when a byte has changed or is missing. */
export async function unpack(packed) {
  const bytes = new Uint8Array(packed);
  const rest = bytes.subarray(DIGEST);
  const told = digest(rest);
  const size = new DataView(packed).getUint32(DIGEST, true);
  const index = rest.subarray(SIZE, SIZE + Math.ceil(size / BLOCK));
  const memory = new Uint8Array(size);
  let from = SIZE + index.length;
  index.forEach((present, place) => {
    if (!present) return;
    const block = rest.subarray(from, from + Math.min(BLOCK, size - place * BLOCK));
    memory.set(block, place * BLOCK);
    from += block.length;
  });
  const right = await told;
  if (right.some((byte, place) => byte !== bytes[place])) throw new Error("the memory kept has changed");
  return memory;
}

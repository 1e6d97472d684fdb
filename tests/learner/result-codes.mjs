/* For test_results_agree.py: from journals on standard input, the file and the codes that their learners would hand over;
   from codes written by Python, the results that the page reads in them. */

import { readFileSync } from "node:fs";
import { codeOf, fileText, resultOf, resultOfCode } from "../../generator/browser/learner/result.js";

const { index, journals, codes } = JSON.parse(readFileSync(0, "utf8"));
const { CompressionStream } = globalThis;
const written = [];
for (const entries of journals) {
  const result = resultOf(entries, index, "2026-11-27");
  const packed = await codeOf(result);
  globalThis.CompressionStream = undefined;
  const plain = await codeOf(result);
  globalThis.CompressionStream = CompressionStream;
  written.push({ file: fileText(result), packed, plain });
}
const read = await Promise.all(codes.map(resultOfCode));
process.stdout.write(JSON.stringify({ written, read }));

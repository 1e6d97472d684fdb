/* In continuous integration the examples are the same at each run, so that a red result is about the change; elsewhere
   each run tries others, and a law that fails says the seed that shows it again. */

import fc from "fast-check";

if (process.env.CI) fc.configureGlobal({ seed: 20261127 });

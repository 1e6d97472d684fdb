/* The examples of a law are the same at each run, so that a red result is about the change; `make hunt` tries others, and
   a law that fails says the seed that shows it again. */

import fc from "fast-check";

if (!process.env.PARCOURS_HUNT) fc.configureGlobal({ seed: 20261127 });

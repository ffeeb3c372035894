// The tests of one area of the engine and nothing else: scripts/mutate.mjs says which. Laws on random
// books stay out: they take seconds for each of a thousand mutants, and the score is of named numbers.
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname, "../..") } },
  test: {
    include: JSON.parse(process.env.MUTATE_TESTS ?? "[]"),
    exclude: ["**/node_modules/**", "**/*.property.test.ts"],
    isolate: false, // the files of one mutant share what they load
    testTimeout: 60_000,
  },
});

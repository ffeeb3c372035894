// The tests of one area of the engine and nothing else: scripts/mutate.mjs says which.
import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname, "../..") } },
  test: { include: JSON.parse(process.env.MUTATE_TESTS ?? "[]"), testTimeout: 60_000 },
});

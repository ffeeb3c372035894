import { defineConfig } from "vitest/config";

const NEVER = ["**/node_modules/**", ".next/**", "dist/**", ".data/**", "e2e/**"];

/** Projects by suffix: docs/STYLE.md says which suffix needs what. */
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    // Timings never decide a test: these only end one that hangs, also on a machine that does more.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    setupFiles: ["scripts/vitest-seed.mjs"],
    passWithNoTests: true, // a project may be empty; scripts/suites.mjs fails when nothing ran at all
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // They share nothing that a file could leave behind, and a process of its own for each of 160
          // files cost twice what their tests do.
          isolate: false,
          include: ["**/*.test.{ts,tsx}"], // x.property.test.ts and x.scenario.test.ts are among these
          exclude: [...NEVER, "**/*.db.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: NEVER,
          globalSetup: "scripts/vitest-services.mjs",
        },
      },
    ],
  },
});

import { defineConfig } from "playwright/test";

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  workers: 1, // journeys share one site and one simulated market
  // Once more, for a browser that had to share its machine. What passes only then is named, and somebody looks.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  // In this order: the last moves the clock of the market they all share.
  projects: [
    { name: "journeys", testIgnore: "assignment.spec.ts" },
    { name: "days", testMatch: "assignment.spec.ts" },
  ],
  use: {
    baseURL: process.env.BASE_URL ?? "http://localhost:3000",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    video: "off", // its encoder is a download
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      chromiumSandbox: false, // Chromium refuses its sandbox as root, which CI is
    },
  },
});

import { defineConfig } from "playwright/test";

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  outputDir: "test-results/e2e",
  workers: 1, // journeys share one site and one simulated market
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  // In this order: the last moves the clock of the market they all share.
  projects: [
    // Once more, for a browser that had to share its machine. What passes only then is named, and somebody looks.
    { name: "journeys", testDir: "e2e", testIgnore: "assignment.spec.ts", retries: 1 },
    { name: "days", testDir: "e2e", testMatch: "assignment.spec.ts", retries: 1 },
    // Figures of `npm run bench` and pictures of `npm run screens`: nothing that `npm test` waits for.
    // A trace copies the whole page at every step, on the thread that is being measured.
    { name: "vitals", testDir: "bench/browser", use: { trace: "off" } },
    { name: "screens", testDir: "scripts/screens" },
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

/** What a browser says of its own work: long tasks, paints, shifts, and the delay of what was pressed. */
import type { CDPSession, Page } from "playwright/test";

export interface Vitals {
  readonly lcpMs: number;
  readonly inpMs: number;
  readonly cls: number;
}

interface Watched {
  lcpMs: number;
  inpMs: number;
  cls: number;
  longTasks: number[];
}

type Shown = typeof globalThis & { watched: Watched };

/** Starts watching before the page's own scripts run. */
export async function watchVitals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = { lcpMs: 0, inpMs: 0, cls: 0, longTasks: [] as number[] };
    (globalThis as Shown).watched = watched;
    const observe = (type: string, note: (entry: PerformanceEntry) => void, extra = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
        type,
        buffered: true,
        ...extra,
      });
    observe("largest-contentful-paint", ({ startTime }) => {
      watched.lcpMs = startTime;
    });
    observe("layout-shift", (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) watched.cls += value;
    });
    const isPressed = (entry: PerformanceEntry) =>
      ((entry as PerformanceEntry & { interactionId?: number }).interactionId ?? 0) > 0;
    observe(
      "event",
      (entry) => {
        if (isPressed(entry)) watched.inpMs = Math.max(watched.inpMs, entry.duration);
      },
      { durationThreshold: 16 },
    );
    observe("longtask", ({ duration }) => watched.longTasks.push(duration));
  });
}

/** What was seen so far; of what was pressed the slowest. */
export async function readVitals(page: Page): Promise<Vitals> {
  const { lcpMs, inpMs, cls } = await page.evaluate(() => (globalThis as Shown).watched);
  return { lcpMs, inpMs, cls };
}

/** The longest task on the main thread since the last look; 0 for none over 50 ms. */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, ...(globalThis as Shown).watched.longTasks.splice(0)));
}

/** Milliseconds the main thread has worked since the page was opened. */
export async function workedMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
}

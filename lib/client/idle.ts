/** Browsers without idle callbacks wait this long instead. */
const SOON_MS = 200;
/** A page that is never idle gets it all the same. */
const IDLE_MS_MAX = 2_000;

/** Runs something once the page has nothing better to do; not at all when called off before. */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, SOON_MS);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(run, { timeout: IDLE_MS_MAX });
  return () => cancelIdleCallback(idle);
}

import { type ComponentType, lazy, useEffect } from "react";
import { whenIdle } from "./idle";

/**
 * A component whose script is loaded when it is first shown, or a little before. Only for what a press
 * brings: what the server draws must hear its first press at once.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Part = lazy(async () => ({ default: await load() }));
  // One that cannot be loaded now is asked for again when it is shown.
  const preload = () => void load().catch(() => undefined);
  return { Part, preload };
}

/** Loads parts of the page while nobody waits, so that the press which shows them need not. */
export function usePreload(preload: () => void): void {
  useEffect(() => whenIdle(preload), [preload]);
}

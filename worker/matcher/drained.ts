/** Waits for decisions under way, so that a stop loses no work it could have finished. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Matcher } from "./matcher";

const TRIES_MAX = 100;
const POLL_MS = 20;

/** Resolves when nothing is being decided any more, or after two seconds. */
export async function drained(matcher: Pick<Matcher, "deciding">): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX && matcher.deciding > 0; tries += 1) await sleep(POLL_MS);
}

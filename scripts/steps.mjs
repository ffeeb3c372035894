// Named, timed steps: what a run did and how long each part took.

/** Runs one step and prints its name and time. */
export async function step(name, work) {
  const startedAtMs = performance.now();
  const answer = await work();
  console.log(
    `${name.padEnd(28)} ${secondsSince(startedAtMs)} s${answer === SKIPPED ? "  (up to date)" : ""}`,
  );
  return answer;
}

/** What a step answers when there was nothing to do. */
export const SKIPPED = Symbol("skipped");

export function secondsSince(startedAtMs) {
  return ((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(5);
}

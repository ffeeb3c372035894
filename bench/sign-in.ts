/**
 * sign-in: the server's part of a passkey sign-in, options and session together, and what a session
 * check adds to each request.
 *
 * Handlers, dependencies and stores are those of production; the passkey is software, and its signing is
 * in the figure (a tenth of a millisecond). Every person comes from a network place of their own, so the
 * strict buckets hold and are never met.
 */
import { sessionOf } from "@/lib/http/api/credential";
import { quantile } from "./measure";
import { newPeople, signIn, webDeps } from "./people";
import { check, main, report } from "./report";

const PEOPLE = 200;
const CHECKS = 4_000;
const CALLERS = 32;
const MS = { unit: "ms", peer: null, peerUnit: "", ratio: null, cpuShare: null } as const;

async function run(): Promise<void> {
  const deps = webDeps();
  await deps.marketClock.refresh();
  const people = await newPeople(deps, PEOPLE);
  const times: number[] = [];
  for (const [place, person] of people.entries()) {
    times.push(await timed(() => signIn(deps, place, person)));
  }
  report({
    ...{ ...MS, name: "sign-in", at: "p95, options and session", value: quantile(times, 0.95) },
    ...{ floor: 150, goal: 150, lowerIsBetter: true },
    checked: `${PEOPLE} people, each a new session; p50 ${quantile(times, 0.5).toFixed(1)} ms`,
  });

  const read = async (index: number) => {
    const cookie = people[index % PEOPLE]?.cookie ?? "";
    const reading = await sessionOf(deps, new Headers({ cookie }));
    check(reading !== null, "every session counts");
  };
  for (let index = 0; index < 500; index += 1) await read(index);
  const one: number[] = [];
  for (let index = 0; index < CHECKS; index += 1) one.push(await timed(() => read(index)));
  reportCheck("p50, one caller", one);
  const many: number[] = [];
  const caller = async (first: number) => {
    for (let index = first; index < CHECKS; index += CALLERS) {
      many.push(await timed(() => read(index)));
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, (_, first) => caller(first)));
  // What a check costs when the machine is full: its share of the time, not its wait behind others.
  const each = (performance.now() - startMs) / many.length;
  reportCheck(`each, ${CALLERS} callers`, [each], quantile(many, 0.5));
  await deps.close();
}

function reportCheck(at: string, times: readonly number[], waitMs?: number): void {
  const more = waitMs === undefined ? "" : `; p50 with its wait ${waitMs.toFixed(2)} ms`;
  report({
    ...{ ...MS, name: "session-check", at, value: quantile(times, 0.5) },
    ...{ floor: 1, goal: 1, lowerIsBetter: true },
    checked: `${CHECKS} checks of ${PEOPLE} sessions, none refused${more}`,
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

main(run);

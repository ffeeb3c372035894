/** One round: accounts made ready, a program stopped at its failpoint, something killed, the work taken up, all proven. */
import type pg from "pg";
import { type Account, makeReady } from "./accounts";
import { Clients } from "./clients";
import type { Crew, Program } from "./crew";
import type { Failpoint } from "./failpoints";
import { wrongWith } from "./proof";
import type { Scenario } from "./story";
import type { Task } from "./victim";

/** What is killed at the failpoint; a rival is another of its kind that does all the work meanwhile. */
export type Target = "program" | "postgres" | "redis" | "rival";

/** Where rounds are played. */
export interface Place {
  readonly admin: pg.Pool;
  /** As raxx_commit. */
  readonly commit: pg.Pool;
  readonly crew: Crew;
  /** Ends a store as kill -9 or `-m immediate` does, and starts it again on its data. */
  readonly kill: (store: "postgres" | "redis") => Promise<void>;
}

export interface Round {
  readonly scenario: Scenario;
  readonly point: Failpoint;
  readonly target: Target;
  readonly splitPurge?: boolean;
}

interface Outcome {
  /** Whether the failpoint was met. */
  readonly hit: boolean;
  readonly wrong: readonly string[];
}

/** Plays a round and answers what is wrong afterwards. */
export async function playRound(place: Place, round: Round): Promise<Outcome> {
  const { admin, commit, crew } = place;
  const { scenario, point, splitPurge = false } = round;
  const accounts = await makeReady(commit, admin, scenario);
  if (point.moment === "during") await slowDown(admin);
  const [victim, other] = [crew.take(), crew.take()];
  try {
    const pair = { victim, other };
    const task = { scenario, accounts, point, splitPurge };
    return scenario === "orders"
      ? await playOrders(place, { ...pair, accounts, task, round })
      : await playWork(place, { ...pair, accounts, task, round });
  } finally {
    crew.giveBack(victim);
    crew.giveBack(other);
  }
}

interface Cast {
  readonly victim: Program;
  readonly other: Program;
  readonly accounts: readonly Account[];
  readonly task: Task;
  readonly round: Round;
}

/** A worker's work, and another worker that takes it up. */
async function playWork(place: Place, cast: Cast): Promise<Outcome> {
  const { victim, other, accounts, task, round } = cast;
  const { admin } = place;
  const free: Task = { ...task, point: null, splitPurge: false };
  const wrong: string[] = [];
  const note = (what: string | null) => what !== null && wrong.push(what);
  victim.tell(task);
  const hit = await victim.untilHit();
  if (hit && round.target === "rival") {
    other.tell({ ...task, point: null });
    note(await other.untilEnded());
  }
  await strike(place, victim, round.target);
  if (round.target !== "program") note(hit ? await victim.untilEnded() : null);
  wrong.push(...(await wrongWith(admin, accounts, null)));
  other.tell(free);
  note(await other.untilEnded());
  return { hit, wrong: [...wrong, ...(await wrongWith(admin, accounts, round.scenario))] };
}

/** Orders that programs post, to a web that is killed and to another that is not. */
async function playOrders(place: Place, cast: Cast): Promise<Outcome> {
  const { victim, other, accounts, task, round } = cast;
  victim.tell(task);
  other.tell({ ...task, point: null });
  const [port, otherPort] = [await victim.untilListening(), await other.untilListening()];
  if (port === null || otherPort === null) return { hit: false, wrong: ["the web did not start"] };
  let portNow = port;
  const clients = new Clients(place.admin, accounts);
  const answered = clients.post(() => portNow);
  const hit = await victim.untilHit();
  if (hit && round.target === "rival") await clients.post(() => otherPort);
  if (round.target === "program") portNow = otherPort;
  await strike(place, victim, round.target);
  await answered;
  // Whoever is not sure asks again, and is told the same.
  await clients.post(() => otherPort);
  const wrong = [...(await clients.wrong()), ...(await wrongWith(place.admin, accounts, "orders"))];
  return { hit, wrong };
}

/** Kills the program, or a store under it; a program whose store came back goes on by itself. */
async function strike({ kill }: Place, victim: Program, target: Target): Promise<void> {
  if (target === "program") return victim.kill();
  if (target !== "rival") await kill(target);
  victim.goOn();
}

/** The next statement that writes events takes long enough to be met in the middle. */
async function slowDown(admin: pg.Pool): Promise<void> {
  await admin.query("SELECT setval('chaos_slow', 1, false)");
}

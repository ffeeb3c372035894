/** All rounds, and the mutants they must find. */
import pg from "pg";
import { createPool } from "@/lib/server/database/pools";
import { createLog } from "@/lib/server/log";
import { Crew } from "./crew";
import { ANSWER, type Failpoint, type Moment } from "./failpoints";
import { startQuotes } from "./quotes";
import { type Place, playRound, type Round, type Target } from "./round";
import type { Scenario } from "./story";

/** What scripts/chaos.mjs starts. */
export interface Stores {
  readonly redisUrl: string;
  readonly kill: Place["kill"];
  /** A migrated database of its own under this name. */
  readonly database: (name: string) => Promise<string>;
}

export interface Mutant {
  readonly name: string;
  readonly sql?: (source: string) => readonly string[];
  readonly round: Round;
  /** Its program. */
  readonly bundle: string;
}

export interface Plan {
  readonly times: number;
  readonly scenarios: readonly Scenario[];
  readonly bundle: string;
  readonly mutants: readonly Mutant[];
}

const point = (moment: Moment, statement: string): Failpoint => ({ moment, statement });

/** The named failpoints of each scenario. */
const POINTS: { readonly [S in Scenario]: readonly Failpoint[] } = {
  fills: [
    point("after", "load_accounts"),
    point("before", "mbt_commit"),
    point("during", "mbt_commit"),
    point("after", "mbt_commit"),
  ],
  expiry: [
    point("after", "UPDATE market_jobs SET attempts"),
    point("during", "mbt_commit"),
    point("after", "mbt_commit"),
    point("before", "INSERT INTO mbt_job_effects"),
    point("after", "INSERT INTO mbt_job_effects"),
    point("before", "UPDATE market_jobs j SET updated_at"),
  ],
  purge: [
    point("after", "retention_oldest"),
    point("before", "retention_purge"),
    point("during", "retention_purge"),
    point("after", "retention_purge"),
  ],
  orders: [
    point("before", "INSERT INTO idempotency_keys"),
    point("after", "INSERT INTO idempotency_keys"),
    point("before", "mbt_commit"),
    point("during", "mbt_commit"),
    point("after", "mbt_commit"),
    point("before", "UPDATE idempotency_keys"),
    point("after", "UPDATE idempotency_keys"),
    point("before", ANSWER),
  ],
};
export const SCENARIOS = Object.keys(POINTS) as readonly Scenario[];
const TARGETS: readonly Target[] = ["program", "postgres", "redis", "rival"];
const log = createLog("chaos", "silent");

/** For the run alone: a statement that takes long once, so that it can be met in the middle, and half a purge. */
const SETUP = `
  CREATE SEQUENCE chaos_slow;
  CREATE FUNCTION chaos_sleep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
    $$ BEGIN IF nextval('chaos_slow') = 1 THEN PERFORM pg_sleep(0.25); END IF; RETURN NULL; END $$;
  CREATE TRIGGER chaos_slow AFTER INSERT ON mbt_events FOR EACH STATEMENT EXECUTE FUNCTION chaos_sleep();
  CREATE FUNCTION chaos_delete_only(p_account uuid, p_to bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER AS
    $$ DELETE FROM mbt_fills WHERE account_id = p_account AND version <= p_to;
       DELETE FROM mbt_ledger_entries WHERE account_id = p_account AND version <= p_to $$;`;

interface Tally {
  rounds: number;
  missed: number;
  wrong: number;
}

/** Plays every point on every target so often, then the mutants; true when all is as it must be. */
export async function runChaos(stores: Stores, plan: Plan): Promise<boolean> {
  const tally: Tally = { rounds: 0, missed: 0, wrong: 0 };
  for (const scenario of plan.scenarios) await playScenario(stores, plan, { scenario, tally });
  const { rounds, missed, wrong } = tally;
  console.log(`\n${rounds} rounds, ${missed} did not meet their point, ${wrong} things wrong`);
  let survived = 0;
  for (const [n, mutant] of plan.mutants.entries()) {
    if (!(await finds(stores, mutant, n))) survived += 1;
  }
  return wrong + missed + survived === 0;
}

async function playScenario(
  stores: Stores,
  { times, bundle }: Plan,
  { scenario, tally }: { readonly scenario: Scenario; readonly tally: Tally },
): Promise<void> {
  await inPlace(stores, { name: `chaos_${scenario}`, bundle }, async (place) => {
    for (const at of POINTS[scenario]) {
      const startMs = performance.now();
      for (const target of TARGETS) {
        for (let n = 0; n < times; n += 1) {
          const round = { scenario, point: at, target };
          count(tally, round, await playRound(place, round));
        }
      }
      const each = (performance.now() - startMs) / 1_000 / times / TARGETS.length;
      const where = `${scenario} ${at.moment} ${at.statement}`;
      console.log(`${where}: ${tally.rounds} so far, ${each.toFixed(2)} s a round`);
    }
  });
}

function count(
  tally: Tally,
  { scenario, point: { moment, statement }, target }: Round,
  { hit, wrong }: Awaited<ReturnType<typeof playRound>>,
): void {
  tally.rounds += 1;
  if (!hit) tally.missed += 1;
  tally.wrong += wrong.length;
  for (const what of [...wrong.slice(0, 3), ...(hit ? [] : ["the point was not met"])]) {
    console.log(`  WRONG ${scenario}, ${moment} ${statement}, ${target}: ${what}`);
  }
}

/** Whether a mutant's round finds something wrong. */
async function finds(stores: Stores, mutant: Mutant, n: number): Promise<boolean> {
  const { name, sql, round, bundle } = mutant;
  return inPlace(stores, { name: `chaos_mutant_${n}`, bundle }, async (place) => {
    const { rows } = await place.admin.query<{ source: string }>(
      "SELECT pg_get_functiondef('mbt_commit'::regproc) AS source",
    );
    for (const text of sql?.(String(rows[0]?.source)) ?? []) await place.admin.query(text);
    const { wrong } = await playRound(place, round).catch((error: unknown) => ({
      wrong: [String(error)],
    }));
    console.log(`mutant: ${name}: ${wrong[0] === undefined ? "SURVIVED" : `found (${wrong[0]})`}`);
    return wrong.length > 0;
  });
}

/** A database and a crew of its own. */
async function inPlace<T>(
  { database, redisUrl, kill }: Stores,
  { name, bundle }: { readonly name: string; readonly bundle: string },
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const url = await database(name);
  const admin = new pg.Pool({ connectionString: url, max: 4 });
  admin.on("error", () => undefined);
  const commit = createPool(url, "raxx_commit", log);
  await admin.query(SETUP);
  const stopQuotes = await startQuotes(admin, redisUrl);
  const crew = new Crew(bundle, { url, redisUrl });
  try {
    return await work({ admin, commit, crew, kill });
  } finally {
    stopQuotes();
    await crew.end();
    await Promise.allSettled([admin.end(), commit.end()]);
  }
}

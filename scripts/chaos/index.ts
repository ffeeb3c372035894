/** All rounds, and the mutants they must find. */
import pg from "pg";
import type { Failpoint, Moment } from "./failpoints";
import { playRound, type Round, type Stores, type Target } from "./round";

const point = (moment: Moment, statement: string): Failpoint => ({ moment, statement });

/** The named failpoints of each scenario. */
const POINTS: readonly (Pick<Round, "scenario"> & { readonly point: Failpoint })[] = [
  { scenario: "fills", point: point("after", "load_accounts") },
  { scenario: "fills", point: point("before", "mbt_commit") },
  { scenario: "fills", point: point("during", "mbt_commit") },
  { scenario: "fills", point: point("after", "mbt_commit") },
  { scenario: "expiry", point: point("after", "UPDATE market_jobs SET attempts") },
  { scenario: "expiry", point: point("during", "mbt_commit") },
  { scenario: "expiry", point: point("after", "mbt_commit") },
  { scenario: "expiry", point: point("before", "INSERT INTO mbt_job_effects") },
  { scenario: "expiry", point: point("after", "INSERT INTO mbt_job_effects") },
  { scenario: "expiry", point: point("before", "UPDATE market_jobs j SET updated_at") },
  { scenario: "purge", point: point("after", "retention_oldest") },
  { scenario: "purge", point: point("before", "retention_purge") },
  { scenario: "purge", point: point("during", "retention_purge") },
  { scenario: "purge", point: point("after", "retention_purge") },
];
const TARGETS: readonly Target[] = ["worker", "postgres", "redis", "rival"];

/** For the run alone: a statement that can be met in the middle, and half a purge. */
const SETUP = `
  CREATE FUNCTION chaos_sleep() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$;
  CREATE FUNCTION chaos_delete_only(p_account uuid, p_to bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER AS
    $$ DELETE FROM mbt_fills WHERE account_id = p_account AND version <= p_to;
       DELETE FROM mbt_ledger_entries WHERE account_id = p_account AND version <= p_to $$;`;

/** What is broken on purpose: its rounds must find something wrong. */
const MUTANTS: readonly {
  readonly name: string;
  readonly sql: (source: string) => readonly string[];
  readonly round: Round;
}[] = [
  {
    name: "a purge without its transaction",
    sql: () => [],
    round: {
      ...{ scenario: "purge", point: point("before", "retention_purge"), target: "worker" },
      splitPurge: true,
    },
  },
  {
    // Each of these keys alone stops the second fill: with the ledger's left, the account was frozen instead.
    name: "no version check and no unique keys",
    sql: (source) => [
      source.replace(" AND a.version = w.expected", ""),
      "ALTER TABLE mbt_events DROP CONSTRAINT mbt_events_pkey",
      "ALTER TABLE mbt_fills DROP CONSTRAINT mbt_fills_pkey",
      "DROP INDEX mbt_fills_order_id_fill_number_leg_key",
      "ALTER TABLE mbt_ledger_entries DROP CONSTRAINT mbt_ledger_entries_pkey",
      "ALTER TABLE mbt_activities DROP CONSTRAINT mbt_activities_pkey",
    ],
    round: {
      ...{ scenario: "fills", point: point("before", "mbt_commit"), target: "rival" },
    },
  },
];

interface Tally {
  rounds: number;
  missed: number;
  readonly wrong: string[];
}

/** Plays every point on every target so often, then the mutants; true when all is as it must be. */
export async function runChaos(stores: Stores, victim: string, times: number): Promise<boolean> {
  await query(stores.url, SETUP);
  const tally: Tally = { rounds: 0, missed: 0, wrong: [] };
  for (const at of POINTS) {
    for (const target of TARGETS) {
      for (let n = 0; n < times; n += 1) await count(tally, stores, victim, { ...at, target });
    }
    console.log(`${at.scenario} ${at.point.moment} ${at.point.statement}: ${tally.rounds} so far`);
  }
  const { rounds, missed, wrong } = tally;
  for (const what of wrong.slice(0, 20)) console.log(`  WRONG ${what}`);
  console.log(
    `\n${POINTS.length} failpoints x ${TARGETS.length} targets x ${times}: ${rounds} rounds,`,
  );
  console.log(`${missed} did not meet their point, ${wrong.length} things wrong`);
  const survived = await runMutants(stores, victim);
  return wrong.length + missed + survived === 0;
}

async function count(tally: Tally, stores: Stores, victim: string, round: Round): Promise<void> {
  const { hit, wrong } = await playRound(stores, victim, round);
  tally.rounds += 1;
  if (!hit) tally.missed += 1;
  const where = `${round.scenario}, ${round.point?.moment} ${round.point?.statement}, ${round.target}`;
  for (const what of wrong) tally.wrong.push(`${where}: ${what}`);
}

async function runMutants(stores: Stores, victim: string): Promise<number> {
  let survived = 0;
  for (const { name, sql, round } of MUTANTS) {
    const [row] = await query(
      stores.url,
      "SELECT pg_get_functiondef('mbt_commit'::regproc) AS source",
    );
    for (const text of sql(String(row?.source))) await query(stores.url, text);
    const found = await playRound(stores, victim, round).catch((error: unknown) => ({
      wrong: [String(error)],
    }));
    console.log(
      `mutant: ${name}: ${found.wrong[0] === undefined ? "SURVIVED" : `found (${found.wrong[0]})`}`,
    );
    if (found.wrong.length === 0) survived += 1;
  }
  return survived;
}

async function query(url: string, text: string): Promise<readonly { source?: string }[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(text);
    return rows ?? [];
  } finally {
    await client.end();
  }
}

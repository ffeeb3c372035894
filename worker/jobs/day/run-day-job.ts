/**
 * Runs one job of a market day on every account it concerns.
 *
 * The engine makes each effect once: a snapshot, an accrual, a settlement that was written is not
 * written again. The rows beside it say what was done, so that a run that died is taken up where it
 * was. An account that cannot be decided is frozen with an event and stops nobody else; one that
 * waits for a price is held and asked again.
 */
import type pg from "pg";
import type { Command } from "@/lib/engine/account/command";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import type { Clock } from "@/lib/server/clock";
import type { LoadedAccount } from "@/lib/server/commit/commit-item";
import type { Door, LoadedAccounts } from "@/lib/server/commit/door";
import type { DoorAnswer } from "@/lib/server/commit/door-request";
import { ON_HOLD } from "@/lib/server/commit/door-request";
import { AppError } from "@/lib/server/errors";
import type { Log } from "@/lib/server/log";
import type { MarketSource } from "@/lib/server/market/market-source";
import { type Rates, readRates } from "@/lib/server/market/rates";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { accountsOf } from "./accounts-of";
import { commandsOf, type DayFacts } from "./day-commands";
import type { DayPrices } from "./day-prices";
import { inLanes } from "./in-lanes";
import { type Effect, finishJob, type JobRow, startJob, storeEffects } from "./job-rows";

/** Accounts decided at the same time: their commits share batches. */
const CHUNK = 64;
/** An account that others change meanwhile is looked at again, so often. */
const LOOKS_MAX = 3;

export interface DayJobDeps {
  /** Reads accounts and keeps the jobs, as raxx_worker. */
  readonly pool: pg.Pool;
  /** Writes what a job did to an account, as raxx_commit. */
  readonly commitPool: pg.Pool;
  readonly door: Door;
  readonly market: MarketSource;
  readonly prices: DayPrices;
  readonly clock: Clock;
  readonly log: Log;
  /** Waits until these symbols are quoted, or for a moment. */
  readonly awaitQuotes: (feed: FeedKind, symbols: readonly string[]) => Promise<void>;
}

/** Runs the job with this key; one that is done is done. Throws when it must be run again. */
export async function runDayJob(deps: DayJobDeps, key: string): Promise<void> {
  const job = await startJob(deps.pool, key);
  if (job === null) return;
  try {
    const ids = await accountsOf(deps.pool, job, job);
    const rates = await readRates(deps.pool, job.date);
    await inLanes(ids, CHUNK, async (chunk) => {
      // Read afresh: nothing to do must not be said of an account as it was.
      const accounts = await deps.door.readMany(chunk);
      const facts = await factsFor(deps, job, { rates, accounts });
      const effects = await Promise.all(
        chunk.map((id) => runOn(deps, { job, facts }, id, accounts.get(id))),
      );
      const stored = effects.flatMap((effect) => effect ?? []);
      await storeEffects(deps.commitPool, key, { looked: chunk, effects: stored });
    });
    const { status, accounts } = await finishJob(deps.pool, key);
    deps.log.info({ job: key, status, accounts, looked: ids.length }, "day job");
  } catch (error) {
    await finishJob(deps.pool, key, String(error)).catch(() => undefined);
    throw error;
  }
}

/** What is the same for all accounts of a chunk: their market is looked at once. */
async function factsFor(
  { market, prices, clock, awaitQuotes }: DayJobDeps,
  { kind, feed, date }: JobRow,
  { rates, accounts }: { readonly rates: Rates; readonly accounts: LoadedAccounts },
): Promise<DayFacts> {
  const states = [...accounts.values()].flatMap((one) => (one instanceof Error ? [] : [one.state]));
  const symbols = [...new Set(states.flatMap(({ positions }) => [...positions.keys()]))];
  if (kind.startsWith("close_expiring")) await awaitQuotes(feed, symbols);
  const view = await market.view(feed, symbols);
  return { date, prices, rates, view, wallMs: clock.nowMs() };
}

/** What became of one account; null when there was nothing to do. */
async function runOn(
  deps: DayJobDeps,
  { job, facts }: { readonly job: JobRow; readonly facts: DayFacts },
  accountId: string,
  loaded: LoadedAccount | Error | undefined,
): Promise<Effect | null> {
  try {
    if (loaded instanceof Error) throw loaded;
    let now = loaded ?? null;
    for (let look = 1; now !== null && now.state.frozenReason === null; look += 1) {
      const commands = await commandsOf(job.kind, now.state, facts);
      const effect = effectOf(accountId, job, await askAll(deps, job, accountId, commands));
      if (effect?.outcome !== "held" || look === LOOKS_MAX) return effect;
      // What was asked may be of an account that a fill has changed since: it then lacks the price of the new holding.
      const before = now.state.version;
      now = await deps.door.read(accountId);
      if (now?.state.version === before) return effect;
    }
    return null;
  } catch (error) {
    if (isOutage(error)) throw error;
    return quarantine(deps, job, accountId, error);
  }
}

async function askAll(
  { door }: DayJobDeps,
  { feed }: JobRow,
  accountId: string,
  commands: readonly Command[],
): Promise<readonly DoorAnswer[]> {
  const answers: DoorAnswer[] = [];
  for (const command of commands) answers.push(await door.ask({ accountId, feed, command }));
  return answers;
}

function effectOf(
  accountId: string,
  { kind, date }: JobRow,
  answers: readonly DoorAnswer[],
): Effect | null {
  const refused = answers.find((answer) => answer.kind === "refused");
  if (refused?.kind === "refused") {
    return { accountId, outcome: "held", detail: JSON.stringify(refused.rejection, asText) };
  }
  const waits = answers.some((answer) => kind === "settle_expiry" && stillHolds(answer, date));
  if (waits) return { accountId, outcome: "held", detail: "an expiring series waits for a price" };
  const events = answers.reduce((n, one) => n + (one.kind === "done" ? one.events.length : 0), 0);
  return events === 0 ? null : { accountId, outcome: "done", detail: `${events} events` };
}

function stillHolds(answer: DoorAnswer, date: IsoDate): boolean {
  if (answer.kind !== "done") return false;
  return [...answer.state.positions.values()].some(
    ({ instrument }) => instrument.kind === "option" && instrument.expiryDate <= date,
  );
}

function asText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** Nobody's fault: the store or the data account was away, and the job runs again. */
function isOutage(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "unavailable" && error.message !== ON_HOLD;
  return typeof (error as { code?: unknown }).code === "string";
}

async function quarantine(
  { door, log }: DayJobDeps,
  { key, kind, feed }: JobRow,
  accountId: string,
  error: unknown,
): Promise<Effect> {
  log.error({ job: key, accountId, err: String(error) }, "account quarantined");
  const command = { type: "freeze_account", reason: `the job ${kind} failed` } as const;
  await door.ask({ accountId, feed, command }).catch((cause: unknown) => {
    log.error({ accountId, err: String(cause) }, "could not freeze the account");
  });
  return { accountId, outcome: "failed", detail: String(error).slice(0, 500) };
}

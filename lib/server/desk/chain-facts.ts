/**
 * What the data account knows of a chain beside its quotes: open interest of the last close and the
 * volume of the day. A chain does not wait for them, and is shown without what the account does not say.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { OptionSnapshot } from "@/lib/wire/alpaca/market-data";
import { latestOptionFeed } from "../data/data-world";
import { readUpstream } from "../data/read-upstream";
import type { Caller, Deps } from "../deps";
import { findUpstream } from "../market/find-upstream";

type Counts = ReadonlyMap<string, string>;

const NOTHING: Counts = new Map();
/** Open interest changes once a day; volume all day. */
const INTEREST_MS = 10 * 60_000;
const VOLUME_MS = 30_000;
const WAIT_MS_MAX = 400;
const KEPT_MAX = 500;
const SYMBOLS_MAX = 100;

interface Kept {
  readonly askedAtMs: number;
  value: Counts;
  readonly settled: Promise<void>;
}

const kept = new Map<string, Kept>();

/** Contracts open of one expiry, by symbol. */
export function openInterest(deps: Deps, underlying: string, expiryDate: string): Promise<Counts> {
  const key = `interest ${underlying} ${expiryDate}`;
  return remembered(deps, { key, keepMs: INTEREST_MS }, async () => {
    const { alpaca } = await findUpstream(deps);
    const { raw } = await alpaca.trading.assets.getOptionsContractsRaw({
      underlyingSymbols: underlying,
      expirationDate: new Date(expiryDate),
      limit: 10_000,
    });
    const { option_contracts: rows } = Contracts.parse(await raw.json());
    return new Map(
      rows.flatMap(({ symbol, open_interest: count }) => (count ? [[symbol, count]] : [])),
    );
  });
}

/** Contracts traded today in the caller's world, by symbol. */
export function volumesToday(
  deps: Deps,
  { feed }: Pick<Caller, "feed">,
  symbols: readonly string[],
): Promise<Counts> {
  const key = `volume ${feed} ${symbols[0]} ${symbols.at(-1)} ${symbols.length}`;
  return remembered(deps, { key, keepMs: VOLUME_MS }, async () => {
    const upstream = await findUpstream(deps);
    const world = { feed, nowMs: deps.marketClock.nowMs(feed) };
    const counts = new Map<string, string>();
    for (let from = 0; from < symbols.length; from += SYMBOLS_MAX) {
      const asked = symbols.slice(from, from + SYMBOLS_MAX).join(",");
      const params = { symbols: asked, feed: latestOptionFeed(upstream, world) };
      const question = { path: "/v1beta1/options/snapshots", params };
      const { snapshots } = await readUpstream(deps, upstream, question, Snapshots);
      for (const [symbol, snapshot] of Object.entries(snapshots ?? {})) {
        // A series the account answers for and that has no bar of today has not traded.
        counts.set(symbol, String(snapshot?.dailyBar?.v ?? 0));
      }
    }
    return counts;
  });
}

const Contracts = z.object({
  option_contracts: z.array(z.object({ symbol: z.string(), open_interest: z.string().nullish() })),
});
const Snapshots = z.object({
  snapshots: z.record(z.string(), OptionSnapshot.nullable()).nullable(),
});

/** What is known within a moment; an old answer meanwhile, and none when the account fails. */
async function remembered(
  { clock, log }: Pick<Deps, "clock" | "log">,
  { key, keepMs }: { readonly key: string; readonly keepMs: number },
  ask: () => Promise<Counts>,
): Promise<Counts> {
  const nowMs = clock.nowMs();
  const before = kept.get(key);
  if (before !== undefined && nowMs - before.askedAtMs < keepMs) return before.value;
  const settled = ask().then(
    (value) => {
      entry.value = value;
    },
    (error: unknown) => log.warn({ err: String(error), key }, "the data account did not answer"),
  );
  const entry: Kept = { askedAtMs: nowMs, value: before?.value ?? NOTHING, settled };
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(key, entry);
  await Promise.race([settled, sleep(WAIT_MS_MAX)]);
  return entry.value;
}

/**
 * quote-to-fill: time from a quote that enters the quote book to the fill being durable, at 5,000
 * quotes a second, by how many orders rest, against the median of one durable INSERT.
 *
 * Book, matcher, door and event tail are those of the worker; only the feed is ours. One quote in a
 * hundred reaches the best limit of a symbol and stands until its order is filled.
 */
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { NO_ACTIONS } from "@/lib/engine/action/action-fact";
import { Door } from "@/lib/server/commit/door";
import type { DoorAnswer, DoorRequest } from "@/lib/server/commit/door-request";
import { createPool } from "@/lib/server/database/pools";
import { EventTail } from "@/lib/server/events/tail";
import { MarketClock } from "@/lib/server/market/market-clock";
import { BookMarket } from "@/worker/hub/book-market";
import { PrintBook } from "@/worker/hub/print-book";
import { QuoteBook } from "@/worker/hub/quote-book";
import { Matcher } from "@/worker/matcher/matcher";
import { cpuShare, quantile, quartiles, type Slice, slice } from "./measure";
import { check, main, report } from "./report";
import { seeded, zipf } from "./traffic";
import {
  address,
  adminPool,
  buyDraft,
  log,
  MARKET_OPEN_MS,
  type Owner,
  openAccounts,
  preparePeer,
} from "./world";

const SIZES = [1_000, 10_000, 100_000];
const SYMBOLS = 5_000;
const QUOTES_PER_MS = 5;
const REACH_EVERY = 100;
const SLICES = 5;
const SLICE_MS = 1_200;
const PEER_MS = 300;
/** A slow machine measures with fewer orders, and says so. */
const REST_MS_MAX = 45_000;
const ACCOUNTS = 5_000;
const ASK = 100.01;

/** The one door, telling when what a quote triggered became durable. */
class WatchedDoor extends Door {
  onFilled: (orderId: string) => void = () => undefined;

  override async ask(request: DoorRequest): Promise<DoorAnswer> {
    const answer = await super.ask(request);
    if (request.command.type === "match_order" && answer.kind === "done") {
      const filled = answer.events.some(({ type }) => type === "order_filled");
      if (filled) this.onFilled(request.command.orderId);
    }
    return answer;
  }
}

interface Resting {
  readonly orderId: string;
  readonly limit: number;
}

/** Everything one run needs: the worker's parts and what rests where. */
class Floor {
  readonly book = new QuoteBook("bench");
  readonly resting: Resting[][] = Array.from({ length: SYMBOLS }, () => []);
  /** Symbols whose order is being filled, with the quote that stands meanwhile. */
  private readonly standing = new Map<number, number>();
  private readonly entered = new Map<string, { readonly symbol: number; readonly atMs: number }>();
  private readonly random = seeded(5);
  private readonly draw = zipf(SYMBOLS, this.random);
  private quoted = 0;
  /** The first so many symbols have orders. */
  tradedSymbols = 0;
  latencies: number[] = [];
  filled = 0;

  constructor(private readonly startMs = performance.now()) {}

  /** Market time runs with the wall from the middle of a trading day. */
  nowMs(): number {
    return MARKET_OPEN_MS + performance.now() - this.startMs;
  }

  quote(symbol: number, ask: number): void {
    this.book.aliveAtMs = this.nowMs();
    this.book.put({
      symbol: `S${symbol}`,
      bid: ask - 0.02,
      bidSize: 10,
      bidExchange: "Q",
      ask,
      askSize: 10,
      askExchange: "Q",
      atMs: Math.floor(this.nowMs()),
    });
  }

  /** One quote of the tape; each hundredth reaches a limit. */
  next(): void {
    this.quoted += 1;
    if (this.quoted % REACH_EVERY === 0) this.reach();
    else this.repeat(this.draw());
  }

  onFilled(orderId: string): void {
    const entered = this.entered.get(orderId);
    if (entered === undefined) return;
    this.entered.delete(orderId);
    this.standing.delete(entered.symbol);
    this.latencies.push(performance.now() - entered.atMs);
    this.filled += 1;
    this.quote(entered.symbol, ASK);
  }

  get waiting(): number {
    return this.entered.size;
  }

  private repeat(symbol: number): void {
    this.quote(symbol, this.standing.get(symbol) ?? ASK);
  }

  private reach(): void {
    const symbol = Math.floor(this.random() * this.tradedSymbols);
    const order = this.standing.has(symbol) ? undefined : this.resting[symbol]?.pop();
    if (order === undefined) {
      this.repeat(symbol);
      return;
    }
    this.standing.set(symbol, order.limit);
    this.entered.set(order.orderId, { symbol, atMs: performance.now() });
    this.quote(symbol, order.limit);
  }
}

async function run(): Promise<void> {
  const admin = adminPool(2);
  const floor = new Floor();
  const pool = createPool(address("BENCH_DATABASE_URL"), "raxx_worker", log);
  const tail = new EventTail(pool, log);
  const clock = { nowMs: () => floor.nowMs() };
  const marketClock = new MarketClock("alpaca", clock, pool);
  const door = new WatchedDoor({
    pool: createPool(address("BENCH_DATABASE_URL"), "raxx_commit", log),
    market: new BookMarket({
      books: { real_time: floor.book, delayed: floor.book },
      prints: { real_time: new PrintBook("bench"), delayed: new PrintBook("bench") },
      actions: { refresh: async () => undefined, facts: () => NO_ACTIONS },
      ...{ marketClock, clock },
    }),
    log,
    onCommitted: () => tail.hint(),
  });
  for (let symbol = 0; symbol < SYMBOLS; symbol += 1) floor.quote(symbol, ASK);
  const owners = await openAccounts({ admin, door }, { users: 100, accountsEach: ACCOUNTS / 100 });
  const insert = await preparePeer(admin);
  const matcher = new Matcher({ pool, door, tail, marketClock, log });
  await matcher.start();
  const stopping = new AbortController();
  const following = tail.run(stopping.signal);
  door.onFilled = (orderId) => floor.onFilled(orderId);
  const index = () => matcher.indexes.real_time;
  floor.book.listen((symbol, bid, ask) => matcher.onQuote("real_time", symbol, bid, ask));

  for (const size of SIZES) {
    const resting = await rest({ door, floor, owners, size, indexed: () => index().size });
    await measure({ floor, insert, size: resting });
  }
  stopping.abort();
  await following;
  const { rows } = await admin.query("SELECT count(*) AS fills FROM mbt_fills");
  check(Number(rows[0]?.fills) === floor.filled, "every fill told of is a row, and no other is");
}

/**
 * Places orders through the door until so many rest or the time is up, waits until the matcher has
 * seen them, and answers how many there are.
 */
async function rest(world: {
  door: Door;
  floor: Floor;
  owners: readonly Owner[];
  size: number;
  indexed: () => number;
}): Promise<number> {
  const { door, floor, owners, size, indexed } = world;
  const before = indexed();
  const missing = size - before;
  const endMs = performance.now() + REST_MS_MAX;
  floor.tradedSymbols = Math.min(size, SYMBOLS);
  let placed = 0;
  const place = async () => {
    while (placed < missing && performance.now() < endMs) {
      const n = placed++;
      const symbol = n % SYMBOLS;
      const { accountId } = owners[n % owners.length] as Owner;
      const cents = 9_999 - Math.floor(n / SYMBOLS) - 30 * SIZES.indexOf(size);
      const draft = buyDraft(`S${symbol}`, BigInt(cents) * 10_000n);
      const answer = await door.ask({
        accountId,
        feed: "real_time",
        command: { type: "submit_order", draft },
      });
      check(answer.kind === "done", "every order rests");
      // Lower limits come later: the best one of a symbol is taken from the front of its queue.
      floor.resting[symbol]?.unshift({ orderId: draft.id, limit: cents / 100 });
    }
  };
  await Promise.all(Array.from({ length: 512 }, place));
  for (let tries = 0; indexed() < before + placed; tries += 1) {
    check(tries < 600, "the matcher hears of every order");
    await sleep(50);
  }
  return before + placed;
}

async function measure({
  floor,
  insert,
  size,
}: {
  floor: Floor;
  insert: (caller: number) => Promise<unknown>;
  size: number;
}): Promise<void> {
  await play(floor, SLICE_MS);
  const slices: Slice[] = [];
  const figures: { p50: number; p99: number; peer: number }[] = [];
  let quotes = 0;
  for (let n = 0; n < SLICES; n += 1) {
    const before = await commits(insert);
    floor.latencies = [];
    const played = await slice(() => play(floor, SLICE_MS));
    slices.push(played);
    quotes += played.count;
    const own = { p50: quantile(floor.latencies, 0.5), p99: quantile(floor.latencies, 0.99) };
    figures.push({ ...own, peer: quantile([...before, ...(await commits(insert))], 0.5) });
  }
  const at = `${size.toLocaleString("en-US")} orders`;
  const perSecond = Math.round((quotes / slices.reduce((ms, one) => ms + one.ms, 0)) * 1_000);
  for (const share of ["p50", "p99"] as const) {
    report({
      ...{ name: "quote-to-fill", at: `${share}, ${at}`, unit: "ms" },
      value: quantile(
        figures.map((one) => one[share]),
        0.5,
      ),
      peer: quantile(
        figures.map((one) => one.peer),
        0.5,
      ),
      peerUnit: "ms, one INSERT commit (p50)",
      ratio: quartiles(figures.map((one) => one[share] / one.peer)),
      ...(share === "p50" ? { floor: 15, goal: 5 } : { floor: null, goal: null }),
      lowerIsBetter: true,
      cpuShare: cpuShare(slices),
      checked: `${perSecond.toLocaleString("en-US")} quotes/s, ${floor.filled.toLocaleString("en-US")} fills so far`,
    });
  }
}

/** Plays the tape at its pace for a while, then waits for what is under way. */
async function play(floor: Floor, ms: number): Promise<number> {
  const startMs = performance.now();
  let quoted = 0;
  for (;;) {
    const passedMs = performance.now() - startMs;
    if (passedMs >= ms) break;
    for (; quoted < passedMs * QUOTES_PER_MS; quoted += 1) floor.next();
    await (passedMs % 2 < 1 ? sleep(1) : breathe());
  }
  for (let tries = 0; floor.waiting > 0; tries += 1) {
    check(tries < 5_000, `every order reached is filled (${floor.waiting} are not)`);
    await sleep(1);
  }
  return quoted;
}

/** Milliseconds of single INSERT commits, one after the other. */
async function commits(insert: (caller: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const endMs = performance.now() + PEER_MS;
  while (performance.now() < endMs) {
    const startMs = performance.now();
    await insert(0);
    times.push(performance.now() - startMs);
  }
  return times;
}

main(run);

/**
 * feed: quotes a second from the bytes of a stream's frame to every order they may fill, with a million
 * orders resting, against JSON.parse of the same messages alone, and against the peak second of one tape.
 *
 * Ours is the worker's way: the SDK's stream over our socket, the quote book, the trigger index. Only the
 * network is left out. One quote in two hundred reaches a limit; what it triggers is armed again.
 */
import { Packr } from "msgpackr";
import { alpacaUpstream } from "@/lib/server/market/upstream";
import type { FeedConnection } from "@/worker/hub/feed-socket";
import { LiveFeed } from "@/worker/hub/live-feed";
import { QuoteBook } from "@/worker/hub/quote-book";
import { FeedIndex } from "@/worker/matcher/feed-index";
import type { IndexedOrder } from "@/worker/matcher/order-columns";
import { type Comparison, compare } from "./measure";
import { check, main, report } from "./report";
import { seeded, zipf } from "./traffic";
import { log, MARKET_OPEN_MS } from "./world";

const SYMBOLS = 5_000;
const ORDERS = 1_000_000;
const FRAMES = 400;
const PER_FRAME = 100;
const FILL_EVERY = 200;
const GROUPS = 7;
const MID = 100_000_000;
const TICK = 10_000;
/** Messages of the busiest second of the UTP tape, 2024 (performance.md). */
const PEAK_PER_SECOND = 403_572;

interface Frame {
  readonly packed: Buffer;
  readonly json: string;
}

async function run(): Promise<void> {
  const random = seeded(9);
  const index = new FeedIndex();
  const best = fill(index, random);
  const frames = record(best, random);
  const triggered: IndexedOrder[] = [];
  let quotes = 0;
  let orders = 0;
  const book = new QuoteBook("bench");
  book.listen((symbol, bid, ask) => {
    quotes += 1;
    index.quote(symbol, bid, ask, triggered);
  });
  const connection = await connect(book);
  const own = () => {
    for (const { packed } of frames) {
      connection.say(packed);
      if (triggered.length === 0) continue;
      orders += triggered.length;
      for (const order of triggered) index.arm(order.orderId);
      triggered.length = 0;
    }
    return FRAMES * PER_FRAME;
  };
  let parsed = 0;
  const peer = () => {
    for (const { json } of frames) parsed += JSON.parse(json).length;
    return FRAMES * PER_FRAME;
  };
  for (let n = 0; n < 10; n += 1) {
    own();
    peer();
  }
  quotes = 0;
  orders = 0;
  const again = (work: () => number) => () => {
    let done = 0;
    for (let n = 0; n < 10; n += 1) done += work();
    return done;
  };
  const result = await compare({ a: again(own), b: again(peer) }, GROUPS);
  const sent = 2 * GROUPS * 10 * FRAMES * PER_FRAME;
  check(quotes === sent, "every quote reaches the index");
  check(parsed > sent, "the peer reads every quote");
  check(orders >= sent / FILL_EVERY / 2, "quotes that reach a limit trigger orders");
  check(index.size === ORDERS, "no order was lost");
  reportBoth(
    result,
    `${quotes.toLocaleString("en-US")} quotes, ${orders.toLocaleString("en-US")} triggers, ${ORDERS.toLocaleString("en-US")} orders still in`,
  );
}

function reportBoth(result: Comparison, checked: string): void {
  const shared = { name: "feed", unit: "quotes/s", lowerIsBetter: false, checked };
  report({
    ...{ ...shared, ...result, at: "1,000,000 orders", peerUnit: "quotes/s, JSON.parse alone" },
    ...{ floor: 0.7, goal: 0.95 },
  });
  const times = result.value / PEAK_PER_SECOND;
  report({
    ...{ ...shared, ...result, at: "over the peak second of a tape", peer: PEAK_PER_SECOND },
    ...{ peerUnit: "quotes/s, UTP", ratio: { low: times, median: times, high: times } },
    ...{ floor: 1.5, goal: 2.5 },
  });
}

/** A connection that is there at once and says what it is told to. */
class Said implements FeedConnection {
  readonly readyState = 1;
  private readonly listeners = new Map<string, (data?: unknown) => void>();

  on(event: string, listener: (data?: unknown) => void): void {
    this.listeners.set(event, listener);
  }

  tell(event: string): void {
    this.listeners.get(event)?.();
  }

  say(frame: Buffer): void {
    this.listeners.get("message")?.(frame);
  }

  send(): void {}

  close(): void {}
}

const packr = new Packr({ useRecords: false, variableMapSize: true });

/** The worker's feed over connections of ours; gives the one of the stocks. */
async function connect(book: QuoteBook): Promise<Said> {
  const keys = { keyId: "bench", secret: "bench" };
  const upstream = alpacaUpstream(keys, { stockFeed: "sip", optionFeed: "opra" });
  const opened: Said[] = [];
  const feed = new LiveFeed(
    upstream,
    {
      onQuote: (quote) => book.put(quote),
      onAlive: () => {
        book.aliveAtMs = Date.now();
      },
      onTrade: () => undefined,
      onNews: () => undefined,
      onHalt: () => undefined,
      onGap: () => undefined,
    },
    {
      ...{ clock: { nowMs: () => Date.now() }, log },
      open: () => {
        const said = new Said();
        opened.push(said);
        return said;
      },
    },
  );
  const started = feed.start();
  for (const said of opened) {
    said.tell("open");
    said.say(packr.pack([{ T: "success", msg: "authenticated" }]));
  }
  await started;
  const [stocks] = opened;
  if (stocks === undefined) throw new Error("the feed opened nothing");
  return stocks;
}

/** Half buys below the market, half sells above, most of them where most of the traffic is; gives the best bids. */
function fill(index: FeedIndex, random: () => number): Float64Array {
  const best = new Float64Array(SYMBOLS);
  const symbolOf = zipf(SYMBOLS, random);
  for (let n = 0; n < ORDERS; n += 1) {
    const symbol = symbolOf();
    const buying = random() < 0.5;
    const away = TICK * (2 + Math.floor(random() * 5_000));
    const limitMicros = buying ? MID - away : MID + away;
    const side = buying ? "buy" : "sell";
    index.add({
      orderId: `${String(n).padStart(8, "0")}-0000-7000-8000-000000000000`,
      accountId: `account-${n % 10_000}`,
      orderClass: "simple",
      limitMicros,
      expiresAtMs: null,
      legs: [{ symbol: `S${symbol}`, side, ratio: 1 }],
    });
    if (buying) best[symbol] = Math.max(best[symbol] as number, limitMicros);
  }
  return best;
}

/** Frames as a tape sends them, in both encodings. */
function record(best: Float64Array, random: () => number): readonly Frame[] {
  const symbolOf = zipf(SYMBOLS, random);
  let n = 0;
  const quote = () => {
    n += 1;
    const symbol = symbolOf();
    const limit = best[symbol] as number;
    const reaches = n % FILL_EVERY === 0 && limit > 0;
    const [bid, ask] = reaches ? [limit - TICK, limit] : [MID - TICK, MID + TICK];
    const touches = { bx: "Q", bp: bid / 1e6, bs: 1 + (n % 9), ax: "P", ap: ask / 1e6, as: 3 };
    const t = new Date(MARKET_OPEN_MS); // the tape is played again and again: time may not go back
    return { T: "q", S: `S${symbol}`, ...touches, c: ["R"], z: "C", t };
  };
  return Array.from({ length: FRAMES }, () => {
    const quotes = Array.from({ length: PER_FRAME }, quote);
    return { packed: packr.pack(quotes), json: JSON.stringify(quotes) };
  });
}

main(run);

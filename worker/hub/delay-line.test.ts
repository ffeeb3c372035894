import { expect, test } from "vitest";
import { DelayLine } from "./delay-line";
import { type FeedQuote, QuoteBook } from "./quote-book";

const MINUTE = 60_000;
/** 2026-11-20 10:30 ET. */
const T0 = Date.UTC(2026, 10, 20, 15, 30);

function quoteAt(atMs: number, bid: number): FeedQuote {
  return {
    symbol: "SPY",
    bid,
    bidSize: 100,
    bidExchange: "Q",
    ask: bid + 0.02,
    askSize: 100,
    askExchange: "Q",
    atMs,
  };
}

function delayLine(past: readonly FeedQuote[] = []) {
  const book = new QuoteBook("sim");
  const asked: [number, number][] = [];
  const history = {
    span: async (_: unknown, __: unknown, range: { fromMs: number; toMs: number }) => {
      asked.push([range.fromMs, range.toMs]);
      return past.filter(({ atMs }) => atMs >= range.fromMs && atMs <= range.toMs);
    },
  };
  const log = { warn: () => undefined } as never;
  const line = new DelayLine({ book, history, isOption: () => false, log });
  return { line, book, asked, bid: () => (book.get("SPY")?.[1] ?? 0) / 1e6 };
}

/** One whose history answers when it is told to. */
function slowDelayLine() {
  const book = new QuoteBook("sim");
  const asked: ((items: readonly FeedQuote[]) => void)[] = [];
  const history = {
    span: () => new Promise<readonly FeedQuote[]>((resolve) => asked.push(resolve)),
  };
  const log = { warn: () => undefined } as never;
  const line = new DelayLine({ book, history, isOption: () => false, log });
  const answer = (index: number, items: readonly FeedQuote[]) => asked[index]?.(items);
  return { line, book, asked, answer, bid: () => (book.get("SPY")?.[1] ?? 0) / 1e6 };
}

test("a live quote reaches the delayed book when the delayed clock reaches it, not before", () => {
  const { line, bid } = delayLine();
  line.watch(new Set(["SPY"]), T0 - 15 * MINUTE);
  line.record(quoteAt(T0, 600));

  line.play(T0 - 1);
  expect(bid()).toBe(0);
  line.play(T0);
  expect(bid()).toBe(600);
});

test("a symbol watched for the first time shows its past from history, then its recording", async () => {
  const delayed = T0 - 15 * MINUTE;
  const { line, bid } = delayLine([quoteAt(delayed - 5_000, 590), quoteAt(delayed + 20_000, 591)]);
  line.watch(new Set(["SPY"]), delayed);
  line.record(quoteAt(T0, 600));
  await line.fill(delayed);

  line.play(delayed);
  expect(bid()).toBe(590);
  line.play(delayed + 20_000);
  expect(bid()).toBe(591);
});

test("what says nothing for a while is looked for further back, once", async () => {
  const { line, asked, bid } = delayLine([quoteAt(T0 - 90_000, 580)]);
  line.watch(new Set(["SPY"]), T0);
  await line.fill(T0);
  line.play(T0);

  expect(bid()).toBe(580);
  await line.fill(T0 + 45_000);
  expect(asked.map(([from, to]) => [(from - T0) / 1_000, (to - T0) / 1_000])).toEqual([
    [-10, 60],
    [-120, -10.001],
    [60, 105],
  ]);
});

test("history is asked for no further than a minute ahead, and never past the recording", async () => {
  const delayed = T0 - 15 * MINUTE;
  const { line, asked } = delayLine([quoteAt(delayed, 590)]);
  line.watch(new Set(["SPY"]), delayed);
  await line.fill(delayed);
  expect(asked).toEqual([[delayed - 10_000, delayed + MINUTE]]);

  line.record(quoteAt(delayed + MINUTE + 10_000, 600));
  await line.fill(delayed + MINUTE);
  expect(asked.at(-1)).toEqual([delayed + MINUTE, delayed + MINUTE + 10_000]);
  await line.fill(delayed + 2 * MINUTE);
  expect(asked).toHaveLength(2);
});

test("after the clock jumps over the night the new morning comes from history", async () => {
  const morning = T0 + 23 * 60 * MINUTE;
  const { line, bid } = delayLine([quoteAt(morning - 1_000, 605)]);
  line.watch(new Set(["SPY"]), T0);
  line.record(quoteAt(T0 + 1_000, 600));
  line.play(T0 + 2_000);
  expect(bid()).toBe(600);

  line.play(morning);
  await line.fill(morning);
  line.play(morning + 1);
  expect(bid()).toBe(605);
});

test("history that was asked for before a jump is not played after it", async () => {
  const morning = T0 + 23 * 60 * MINUTE;
  const { line, book, asked, bid, answer } = slowDelayLine();
  line.watch(new Set(["SPY"]), T0);
  line.record(quoteAt(T0 - 1_000, 599));
  line.play(T0);
  const before = line.fill(T0);
  line.play(morning);
  const after = line.fill(morning);
  expect(asked).toHaveLength(2);

  answer(0, [quoteAt(T0 - 2_000, 598)]);
  await before;
  await line.fill(morning);
  expect(asked).toHaveLength(2); // the second one is still under way
  answer(1, [quoteAt(morning - 1_000, 605)]);
  await after;
  line.play(morning + 1);
  expect(bid()).toBe(605);
  expect(book.get("SPY")?.[12]).toBe(true); // the first quote after the gap is the new market's
});

test("what the clock jumped over is not fetched, whoever notices the jump first", async () => {
  const later = T0 + 25 * MINUTE;
  const { line, asked } = delayLine([quoteAt(T0, 600), quoteAt(T0 + 25 * MINUTE, 601)]);
  line.watch(new Set(["SPY"]), T0);
  line.play(T0);
  await line.fill(T0);
  line.record(quoteAt(T0 + 15 * MINUTE, 600));
  await line.fill(later);
  line.play(later);
  await line.fill(later + 1_000);
  expect(asked).toEqual([
    [T0 - 10_000, T0 + MINUTE],
    [later - 10_000, later + 5_000],
  ]);
});

test("after a jump little is fetched at first, and more as the clock goes on", async () => {
  const later = T0 + 25 * MINUTE;
  const { line, asked } = delayLine([quoteAt(T0, 600), quoteAt(T0 + 25 * MINUTE, 601)]);
  line.watch(new Set(["SPY"]), T0);
  line.play(T0);
  for (const seconds of [0, 1, 2, 3, 12, 13, 14]) await line.fill(later + seconds * 1_000);
  const spans = asked.map(([from, to]) => [(from - later) / 1_000, (to - later) / 1_000]);
  expect(spans).toEqual([
    [-10, 5],
    [5, 23],
    [23, 74],
  ]);
});

test("at most four quotes a second are kept, the last of each slot", () => {
  const { line, book } = delayLine();
  line.watch(new Set(["SPY"]), T0 - 15 * MINUTE);
  for (let ms = 0; ms < 250; ms += 10) line.record(quoteAt(T0 + ms, 600 + ms / 1_000));
  line.play(T0 + 1_000);
  expect(book.get("SPY")?.[8]).toBe(1); // one quote was put
  expect(book.get("SPY")?.[1]).toBe(600_240_000);
});

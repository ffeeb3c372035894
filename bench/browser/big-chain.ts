/** A chain of four hundred strikes in the place of the real one, and quotes for all of it. */
import type { Page } from "playwright/test";

const STRIKES = 400;
const FIRST_STRIKE = 300;

interface Side {
  readonly symbol: string;
}

interface Chain {
  readonly rows: readonly { readonly strike: string; readonly call: Side; readonly put: Side }[];
  readonly atTheMoney: number;
}

/** What the page keeps for the test: its socket, and batches that are ready to arrive on it. */
type Shown = typeof globalThis & {
  heard: { socket: WebSocket | null; clock: string; batches: string[] };
};

function symbolAt(right: "C" | "P", strike: number): string {
  return `SPY261218${right}${String(strike * 1_000).padStart(8, "0")}`;
}

/** Every answer of the chain has four hundred rows, each a copy of the real one's first. */
async function stretchChain(page: Page): Promise<void> {
  await page.route("**/api/chain?**", async (route) => {
    const answer = await route.fetch();
    const chain = (await answer.json()) as Chain;
    const [model] = chain.rows;
    const rows = Array.from({ length: STRIKES }, (_, at) => {
      const strike = FIRST_STRIKE + 2 * at;
      return {
        strike: String(strike),
        call: { ...model?.call, symbol: symbolAt("C", strike) },
        put: { ...model?.put, symbol: symbolAt("P", strike) },
      };
    });
    await route.fulfill({ json: { ...chain, rows, atTheMoney: STRIKES / 2 } });
  });
}

function quotesAt(turn: number): string {
  const quotes = Array.from({ length: STRIKES }, (_, at) => FIRST_STRIKE + 2 * at).flatMap(
    (strike) =>
      (["C", "P"] as const).map((right) => ({
        symbol: symbolAt(right, strike),
        bid: `${1 + ((strike + turn) % 9)}.1${turn % 10}`,
        bidSize: "10",
        ask: `${1 + ((strike + turn) % 9)}.2${turn % 10}`,
        askSize: "12",
        mark: null,
        change: null,
        changePercent: null,
        atMs: 1_700_000_000_000 + turn,
      })),
  );
  return JSON.stringify(quotes);
}

/** Keeps the page's socket, so that a batch arrives on it without the way through the test's own wires. */
async function keepSocket(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard = { socket: null as WebSocket | null, clock: "", batches: [] as string[] };
    (globalThis as Shown).heard = heard;
    globalThis.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        heard.socket = this;
        this.addEventListener("message", ({ data }) => {
          const found = /"clock":(\{.*?\}(?:,"feedAlive":\w+)?\})/.exec(String(data));
          heard.clock = found?.[1] ?? heard.clock;
        });
      }
    };
  });
}

export interface BigChain {
  /** Makes the batches ready; the page must be loaded. */
  readonly prepare: () => Promise<void>;
  /** A quote of each of the eight hundred series arrives, as one message. */
  readonly tick: (turn: number) => Promise<void>;
}

/** Puts it in place; the page must be loaded afterwards. */
export async function bigChain(page: Page, turns: number): Promise<BigChain> {
  await stretchChain(page);
  await keepSocket(page);
  const batches = Array.from({ length: turns }, (_, turn) => quotesAt(turn));
  return {
    prepare: () =>
      page.evaluate((ready) => {
        (globalThis as Shown).heard.batches = ready;
      }, batches),
    tick: (turn) =>
      page.evaluate((at) => {
        const { socket, clock, batches: ready } = (globalThis as Shown).heard;
        const data = `{"type":"quotes","clock":${clock},"quotes":${ready[at % ready.length]}}`;
        socket?.dispatchEvent(new MessageEvent("message", { data }));
      }, turn),
  };
}

/** A chain of four hundred strikes in the place of the real one, and quotes for all of it. */
import type { Page, WebSocketRoute } from "playwright/test";

const STRIKES = 400;
const FIRST_STRIKE = 300;

interface Side {
  readonly symbol: string;
}

interface Chain {
  readonly rows: readonly { readonly strike: string; readonly call: Side; readonly put: Side }[];
  readonly atTheMoney: number;
}

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

export interface BigChain {
  /** Sends a quote of each of the eight hundred series. */
  readonly tick: (turn: number) => void;
}

/** Puts it in place; the page must be loaded afterwards. */
export async function bigChain(page: Page): Promise<BigChain> {
  await stretchChain(page);
  let live: WebSocketRoute | null = null;
  let clock = "";
  await page.routeWebSocket(/\/ws$/, (socket) => {
    live = socket;
    socket.connectToServer().onMessage((message) => {
      const found = /"clock":(\{.*?\}(?:,"feedAlive":\w+)?\})/.exec(String(message));
      clock = found?.[1] ?? clock;
      socket.send(message);
    });
  });
  return {
    tick(turn) {
      if (clock === "") return;
      live?.send(`{"type":"quotes","clock":${clock},"quotes":${quotesAt(turn)}}`);
    },
  };
}

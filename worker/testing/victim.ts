/**
 * The program that is killed: a trader, which sends orders through a door as the web process does,
 * or a matcher, which fills them. Run by worker/chaos; its argument is a VictimConfig.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { present } from "@/lib/engine/assert";
import type { OrderDraft } from "@/lib/engine/order/draft";
import { Door } from "@/lib/server/commit/door";
import { createPool } from "@/lib/server/database/pools";
import { EventTail } from "@/lib/server/events/tail";
import { uuidv7 } from "@/lib/server/ids";
import { createLog } from "@/lib/server/log";
import { MarketClock } from "@/lib/server/market/market-clock";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { hashOf, hashText } from "../exchange/model/random";
import { Matcher } from "../matcher/matcher";
import { ClientLedger } from "./client-ledger";
import { TAPE_SYMBOLS, TapeMarket } from "./tape-market";

export interface VictimConfig {
  readonly role: "trader" | "matcher";
  readonly url: string;
  readonly accountIds: readonly string[];
  readonly ledger: string;
  readonly marketSeed: number;
  readonly startedAtMs: number;
  /** Of this life: the next one does something else. */
  readonly seed: number;
}

const LANES = 3;
const QUOTE_MS = 20;
const SWEEP_MS = 200;
const log = createLog("victim", "silent");

class Trader {
  private draws = 0;
  private readonly recent: { accountId: string; orderId: string }[] = [];
  private readonly ledger: ClientLedger;

  constructor(
    private readonly config: VictimConfig,
    private readonly door: Door,
  ) {
    this.ledger = new ClientLedger(config.ledger);
  }

  async run(): Promise<void> {
    // What has no answer is sent again under the same client order id, as a client must.
    for (const { accountId, clientOrderId } of this.ledger.read().open) {
      await this.submit(accountId, clientOrderId);
    }
    await Promise.all(Array.from({ length: LANES }, () => this.lane()));
  }

  private draw(below: number): number {
    this.draws += 1;
    return hashOf(this.config.seed, this.draws) % below;
  }

  private async lane(): Promise<void> {
    for (;;) {
      const accountId = present(
        this.config.accountIds[this.draw(this.config.accountIds.length)],
        "",
      );
      const dice = this.draw(10);
      if (dice < 7) await this.submitNew(accountId, dice === 0);
      else await this.cancelRecent();
      await sleep(10 + this.draw(30)); // busy, but not so that verifying every event takes longer than it
    }
  }

  /** A new order; sometimes sent twice at once, as an impatient client does. */
  private async submitNew(accountId: string, twice: boolean): Promise<void> {
    const clientOrderId = uuidv7(Date.now());
    this.ledger.sent({ clientOrderId, accountId });
    const sends = Array.from({ length: twice ? 2 : 1 }, () =>
      this.submit(accountId, clientOrderId),
    );
    await Promise.all(sends);
  }

  private async submit(accountId: string, clientOrderId: string): Promise<void> {
    const draft = draftOf(clientOrderId);
    const command = { type: "submit_order", draft } as const;
    const answer = await this.door.ask({ accountId, feed: "real_time", command }).catch(() => null); // unknown: it stays open in the ledger
    if (answer?.kind === "refused") this.ledger.refused({ clientOrderId, accountId });
    else if (answer !== null) {
      const orderId = answer.kind === "duplicate" ? answer.orderId : draft.id;
      this.ledger.acknowledged({ clientOrderId, accountId, orderId });
      this.recent.push({ accountId, orderId });
    }
  }

  private async cancelRecent(): Promise<void> {
    const order = this.recent[this.draw(Math.max(1, this.recent.length))];
    if (order === undefined) return;
    const command = { type: "cancel_order", orderId: order.orderId } as const;
    await this.door
      .ask({ accountId: order.accountId, feed: "real_time", command })
      .catch(() => null);
  }
}

/** The same client order id is always the same order, as with a client that sends again. */
function draftOf(clientOrderId: string): OrderDraft {
  const draw = (of: number, below: number) => hashText(clientOrderId, of) % below;
  return simpleDraft(present(TAPE_SYMBOLS[draw(1, 2)], "there are two"), {
    side: draw(2, 3) === 0 ? "sell" : "buy",
    qty: 1 + draw(3, 30),
    clientOrderId,
    ...(draw(4, 4) > 0 && { limit: `${99 + draw(5, 2)}.${10 + draw(6, 89)}` }),
  });
}

async function runMatcher(config: VictimConfig, door: Door, market: TapeMarket): Promise<void> {
  const pool = createPool(config.url, "raxx_worker", log);
  const tail = new EventTail(pool, log);
  const marketClock = new MarketClock("alpaca", market, pool);
  const matcher = new Matcher({ pool, door, tail, marketClock, log });
  await matcher.start();
  setInterval(() => {
    for (const symbol of TAPE_SYMBOLS) {
      const quote = market.quoteOf(symbol);
      matcher.onQuote("real_time", symbol, Number(quote.bidMicros), Number(quote.askMicros));
    }
  }, QUOTE_MS);
  setInterval(() => matcher.sweep(), SWEEP_MS);
  process.stdout.write("ready\n");
  await tail.run(new AbortController().signal);
}

async function main(): Promise<void> {
  // Whoever starts it holds its input open: when that process is gone, so is this one.
  process.stdin.resume().on("end", () => process.exit(0));
  const config: VictimConfig = JSON.parse(present(process.argv[2], "the config is the argument"));
  const market = new TapeMarket(config.marketSeed, config.startedAtMs);
  const door = new Door({ pool: createPool(config.url, "raxx_commit", log), market, log });
  if (config.role === "matcher") return runMatcher(config, door, market);
  process.stdout.write("ready\n");
  return new Trader(config, door).run();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});

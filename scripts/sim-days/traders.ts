/** Random traders: accounts of every tier and kind, which act through the use cases that pages and programs use. */
import type pg from "pg";
import type { AccountState } from "@/lib/engine/account/account-state";
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { openAccount } from "@/lib/server/accounts/open-account";
import type { Caller, Deps, Tier } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import { uuidv7 } from "@/lib/server/ids";
import { watchSymbols } from "@/lib/server/market/watch";
import { cancelOrder } from "@/lib/server/trading/cancel-order";
import { closePosition } from "@/lib/server/trading/close-position";
import { doNotExercise, exerciseOption } from "@/lib/server/trading/exercise-option";
import { replaceOrder } from "@/lib/server/trading/replace-order";
import { submitOrder } from "@/lib/server/trading/submit-order";
import type { NewOrder } from "@/lib/wire/new-order";
import { hashOf } from "@/worker/exchange/model/random";
import { type Choices, type Draw, pick, randomOrder } from "./random-order";

/** A quarter lives fifteen minutes behind. */
const TIERS: readonly Tier[] = ["free", "pro", "pro", "pro_plus"];
const OPEN_AT_ONCE = 16;

const ATTEST =
  "INSERT INTO data_attestations (id, user_id, by) VALUES (gen_random_uuid(), $1, 'operator')";
const SERIES_SQL = `
  SELECT symbol FROM option_contracts WHERE tradable AND expiry_date BETWEEN $1 AND ($1::date + 14)::text`;

interface Trader {
  readonly caller: Caller;
  readonly draw: Draw;
}

export class Traders {
  private readonly traders: Trader[] = [];
  /** What became of each act, by a word for it. */
  readonly outcomes = new Map<string, number>();
  /** Errors that no trader may ever see. */
  readonly faults = new Set<string>();

  constructor(
    private readonly deps: Deps,
    private readonly admin: pg.Pool,
    private readonly seed: number,
  ) {}

  /** Opens the accounts: one a user, every fourth a cash account. */
  async open(count: number): Promise<void> {
    for (let from = 0; from < count; from += OPEN_AT_ONCE) {
      const some = Array.from({ length: Math.min(OPEN_AT_ONCE, count - from) }, (_, n) => from + n);
      this.traders.push(...(await Promise.all(some.map((n) => this.openOne(n)))));
    }
  }

  /** Lets a share of them act once. */
  async act(stocks: readonly string[], share: number): Promise<void> {
    const choices = await this.look(stocks);
    const busy = this.traders.filter(({ draw }) => draw(1_000) < share * 1_000);
    const planned = await Promise.all(
      busy.map(async (trader) => ({ trader, plan: await this.plan(trader, choices) })),
    );
    const wanted = planned.flatMap(({ plan }) => plan?.symbols ?? []);
    await watchSymbols(this.deps, [...new Set(wanted)]);
    // All at once: the door makes batches of them, and a first quote is waited for together.
    await Promise.all(planned.map(({ plan }) => this.carryOut(plan)));
  }

  private async openOne(n: number): Promise<Trader> {
    const tier = TIERS[n % TIERS.length] ?? "pro";
    const userId = uuidv7(this.deps.clock.nowMs());
    await this.admin.query("INSERT INTO users (id, email, tier) VALUES ($1, $2, $3)", [
      ...[userId, `${n}@days.test`, tier],
    ]);
    if (tier !== "free") await this.admin.query(ATTEST, [userId]);
    const feed = tier === "free" ? "delayed" : "real_time";
    const kind = n % 8 >= 6 ? "cash" : "margin";
    const owner = { userId, feed, name: "Paper 1" } as const;
    const accountId = await openAccount(this.deps, owner, { kind });
    let draws = 0;
    const draw: Draw = (below) => {
      draws += 1;
      return hashOf(this.seed, n, draws) % below;
    };
    return { caller: { userId, accountId, tier, feed }, draw };
  }

  private async look(stocks: readonly string[]): Promise<Choices> {
    await this.deps.marketClock.refresh();
    const today = newYorkOf(this.deps.marketClock.nowMs("real_time")).date;
    const { rows } = await this.admin.query<{ symbol: string }>(SERIES_SQL, [today]);
    const contracts = await this.deps.catalog.findContracts(rows.map(({ symbol }) => symbol));
    const series = new Map<string, OptionSeries[]>();
    for (const { series: one } of contracts.values()) {
      series.set(one.underlying, [...(series.get(one.underlying) ?? []), one]);
    }
    const view = await this.deps.market.view("real_time", stocks);
    return { stocks, series, view, today };
  }

  private async plan({ caller, draw }: Trader, choices: Choices): Promise<Plan | null> {
    const loaded = await this.deps.door.peek(caller.accountId);
    if (loaded === null) return null;
    const { state } = loaded;
    const dice = draw(10);
    if (dice < 3) return this.tidyUp(caller, state, draw);
    const order = randomOrder(state, choices, draw);
    if (order === null) return null;
    return {
      word: wordFor(order),
      symbols: order.legs.map(({ symbol }) => symbol),
      run: async () => {
        const answer = await submitOrder(this.deps, caller, order);
        return answer.kind === "refused" ? answer.rejection.code : answer.kind;
      },
    };
  }

  /** Closes, cancels, replaces or gives word about an option. */
  private tidyUp(caller: Caller, state: AccountState, draw: Draw): Plan | null {
    const { deps } = this;
    const order = pick([...state.orders.values()], draw);
    const position = pick([...state.positions.values()], draw);
    if (order !== undefined && draw(3) === 0) {
      if (order.terms.type === "limit" && draw(2) === 0) {
        const change = { clientOrderId: null, limitMicros: order.terms.limitMicros };
        return plan("replace", [], async () => {
          const answer = await replaceOrder(deps, caller, { orderId: order.id, change });
          return answer.kind === "refused" ? answer.rejection.code : answer.kind;
        });
      }
      return plan("cancel", [], async () => (await cancelOrder(deps, caller, order.id)).kind);
    }
    if (position === undefined) return null;
    const { symbol, instrument, qtyNanos } = position;
    if (instrument.kind === "option" && qtyNanos > 0n && draw(6) === 0) {
      const word = draw(2) === 0 ? exerciseOption : doNotExercise;
      return plan("instruct", [symbol], async () => {
        return (await word(deps, caller, symbol))?.code ?? "done";
      });
    }
    return plan("close", [symbol], async () => {
      const amount = { kind: "all" } as const;
      const answer = await closePosition(deps, caller, { name: symbol, amount });
      return answer.kind === "refused" ? answer.rejection.code : answer.kind;
    });
  }

  private async carryOut(plan: Plan | null): Promise<void> {
    if (plan === null) return;
    try {
      this.count(`${plan.word}: ${await plan.run()}`);
    } catch (error) {
      if (error instanceof AppError) return this.count(`${plan.word}: ${error.code}`);
      this.faults.add(`${plan.word}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  private count(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }
}

interface Plan {
  readonly word: string;
  readonly symbols: readonly string[];
  readonly run: () => Promise<string>;
}

function plan(word: string, symbols: readonly string[], run: () => Promise<string>): Plan {
  return { word, symbols, run };
}

function wordFor({ orderClass, group, terms, legs, notionalMicros }: NewOrder): string {
  if (orderClass === "mleg") return "spread";
  if (group !== undefined) return group.kind;
  const [leg] = legs;
  const what = (leg?.symbol.length ?? 0) > 10 ? "option" : "stock";
  return notionalMicros === undefined ? `${what} ${terms.type}` : "stock by dollars";
}

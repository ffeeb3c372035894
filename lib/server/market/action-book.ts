/**
 * The corporate actions of a market as its views show them: read from the table every few seconds, and
 * kept long enough after their dates that an account which was away meets them (decisions 28).
 */
import type pg from "pg";
import type { ActionFact, ActionFacts } from "@/lib/engine/action/action-fact";
import { tradeDateOf } from "@/lib/engine/action/trade-date";
import { addDays, type IsoDate } from "@/lib/engine/calendar/new-york";
import { parseCanonical } from "@/lib/engine/canonical";
import type { Clock } from "../clock";
import type { MarketClock } from "./market-clock";

const REFRESH_MS = 5_000;
const KEPT_DAYS = 60;

const SQL = `
  SELECT fact FROM corporate_actions
  WHERE market = $1 AND (ex_date IS NULL OR greatest(ex_date, pay_date) >= $2)
  ORDER BY ex_date, id`;

export class ActionBook {
  private bySymbol: ReadonlyMap<string, readonly ActionFact[]> = new Map();
  private readAtMs = Number.NEGATIVE_INFINITY;
  private due: { readonly today: IsoDate; readonly symbols: ReadonlySet<string> } | null = null;

  constructor(
    private readonly deps: {
      readonly pool: pg.Pool;
      readonly marketClock: MarketClock;
      readonly clock: Clock;
    },
  ) {}

  /** Reads the table again when the last look is old. */
  async refresh(): Promise<void> {
    const { pool, marketClock, clock } = this.deps;
    if (clock.nowMs() - this.readAtMs < REFRESH_MS) return;
    this.readAtMs = clock.nowMs();
    const from = addDays(tradeDateOf(marketClock.nowMs("real_time")), -KEPT_DAYS);
    const { rows } = await pool.query<{ fact: string }>(SQL, [marketClock.market, from]);
    const bySymbol = new Map<string, ActionFact[]>();
    for (const { fact: text } of rows) {
      const fact = parseCanonical<ActionFact>(text);
      bySymbol.set(fact.symbol, [...(bySymbol.get(fact.symbol) ?? []), fact]);
    }
    this.bySymbol = bySymbol;
    this.due = null;
  }

  /** What a view of this market time shows. */
  facts(nowMs: number): ActionFacts {
    const { bySymbol } = this;
    return {
      actionsDue: this.dueOn(tradeDateOf(nowMs)),
      actionsOf: (symbol) => bySymbol.get(symbol) ?? [],
    };
  }

  /** A fact without an ex-date may mean any day: the engine says which. */
  private dueOn(today: IsoDate): ReadonlySet<string> {
    if (this.due?.today === today) return this.due.symbols;
    const isDue = ({ exDate }: ActionFact) => exDate === null || exDate <= today;
    const found = [...this.bySymbol].filter(([, facts]) => facts.some(isDue));
    const symbols = new Set(found.map(([symbol]) => symbol));
    this.due = { today, symbols };
    return symbols;
  }
}

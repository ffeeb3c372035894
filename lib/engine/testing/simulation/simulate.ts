/**
 * Random traders against the whole engine, through decide and evolve alone. Each step is one command;
 * laws of what it changed are checked at once, laws of whole accounts every thousand steps.
 *
 * The same seed plays the same run in every process. Nothing here reads a clock.
 */
import type { Command } from "../../account/command";
import { decide } from "../../account/decide";
import { evolve } from "../../account/evolve";
import { tradeDateOf } from "../../action/trade-date";
import { instantOf } from "../../calendar/new-york";
import { canonicalize } from "../../canonical";
import type { AccountEvent } from "../../event/event";
import { checkCommand, checkEvent } from "./account-laws";
import { type Planned, planAction } from "./corporate-moves";
import { Coverage } from "./coverage";
import { jobsOf } from "./day-jobs";
import { checkAccount, checkWhole } from "./full-laws";
import { Listings } from "./listings";
import { moveAuction, moveFaults, movePrint, moveQuote, type World } from "./market-moves";
import { Random } from "./random";
import { SimAccount } from "./sim-account";
import { dateOf, type Moment, SimClock } from "./sim-clock";
import { SimMarket } from "./sim-market";
import { epochTerms, nextRequest } from "./trader-requests";

export interface SimulationTerms {
  readonly seed: number;
  /** Commands to decide. */
  readonly steps: number;
  /** Canonical texts of accounts, as they are checked and when they end: a run's hash is over these. */
  readonly onState: (text: string) => void;
}

export interface SimulationResult {
  readonly steps: number;
  readonly events: number;
  readonly accounts: number;
  readonly coverage: Coverage;
  readonly lastDate: string;
}

/** What a run that broke a law says. */
class BrokenRun extends Error {
  override readonly name = "BrokenRun";
}

const FIRST_DATE = "2026-11-02";
const ACCOUNTS = 8;
const FULL_CHECK_EVERY = 1_000;
/** An account is put away after that many events, so that long runs stay in memory. */
const EVENTS_MAX = 4_000;
/** One day in so many is a purge. */
const PURGE_EVERY = 40;
const ORDERS_MAX = 14;
/** Markets move far more often than traders act. */
const TRADE_EVERY = 8;

/** Plays a run; throws what law it broke, with the seed, the step and the command. */
export function simulate(terms: SimulationTerms): SimulationResult {
  return new Simulation(terms).run();
}

class Simulation {
  readonly #terms: SimulationTerms;
  readonly #world: World;
  readonly #clock = new SimClock(FIRST_DATE);
  readonly #coverage = new Coverage();
  #accounts: readonly SimAccount[] = [];
  #planned: readonly Planned[] = [];
  #steps = 0;
  #events = 0;
  #opened = 0;
  #orders = 0;
  #last: AccountEvent | null = null;

  constructor(terms: SimulationTerms) {
    this.#terms = terms;
    const market = new SimMarket(instantOf(FIRST_DATE, 8 * 60));
    this.#world = { random: new Random(terms.seed), listings: new Listings(FIRST_DATE), market };
  }

  run(): SimulationResult {
    const { listings, market } = this.#world;
    for (const { symbol } of listings.all()) moveQuote(this.#world, symbol);
    this.#accounts = Array.from({ length: ACCOUNTS }, () => this.#open());
    while (this.#steps < this.#terms.steps) this.#move();
    for (const account of this.#accounts) this.#putAway(account);
    return {
      steps: this.#steps,
      events: this.#events,
      accounts: this.#opened,
      coverage: this.#coverage,
      lastDate: dateOf(market.nowMs),
    };
  }

  #open(): SimAccount {
    const { random } = this.#world;
    this.#opened += 1;
    const account = new SimAccount(`account-${this.#opened}`);
    this.#ask(account, { type: "open_account", ...epochTerms(random, "sim") });
    return account;
  }

  /** One happening: time passes, the market moves, or a trader asks for something. */
  #move(): void {
    const { random, market } = this.#world;
    const { atMs, moment } = this.#clock.advance(market.nowMs, random);
    market.nowMs = atMs;
    if (moment !== null) this.#meet(moment);
    else if (random.oneIn(TRADE_EVERY)) this.#trade(random.pick(this.#accounts));
    else this.#moveMarket();
  }

  #meet(moment: Moment): void {
    const { market, listings, random } = this.#world;
    const today = tradeDateOf(market.nowMs);
    for (const plan of this.#planned.filter(({ exDate }) => exDate <= today)) plan.apply();
    this.#planned = this.#planned.filter(({ exDate }) => exDate > today);
    market.refreshDue();
    if (moment === "pre_market") this.#startDay();
    if (moment === "afternoon" && random.oneIn(3)) {
      this.#planned = [...this.#planned, planAction(this.#world, this.#steps)];
    }
    if (moment === "open") moveAuction(this.#world, "open");
    if (moment === "close") moveAuction(this.#world, "close");
    if (moment === "morning" || moment === "half_hour_left") this.#quoteHeld();
    for (const account of this.#accounts) {
      for (const command of jobsOf(this.#world, account, moment)) this.#ask(account, command);
      this.#matchAll(account, null);
    }
    for (const { state } of this.#accounts) {
      for (const { instrument } of state.positions.values()) listings.adopt(instrument);
    }
  }

  /** What is held has a price when the day's questions are asked. */
  #quoteHeld(): void {
    const held = this.#accounts.flatMap(({ state }) => [...state.positions.keys()]);
    for (const symbol of new Set(held)) moveQuote(this.#world, symbol);
  }

  #startDay(): void {
    const { market, listings, random } = this.#world;
    const today = dateOf(market.nowMs);
    listings.listSeries(today);
    const isOver = ({ exDate, payDate }: { exDate: string | null; payDate: string | null }) =>
      exDate !== null && exDate < today && (payDate === null || payDate < today);
    market.forget(isOver);
    if (random.oneIn(PURGE_EVERY)) this.#purge(random.pick(this.#accounts));
    this.#accounts = this.#accounts.map((account) => {
      if (account.log.length < EVENTS_MAX && !this.#isBroke(account)) return account;
      this.#putAway(account);
      return this.#open();
    });
  }

  #purge(account: SimAccount): void {
    this.#guarded(account, null, () => {
      checkWhole(account);
      const { type } = account.purge(this.#world.market.nowMs);
      this.#coverage.happened(type, null);
      this.#terms.onState(checkAccount(account, this.#world.market));
    });
  }

  /** An account that can pay for nothing tries nothing. */
  #isBroke({ state }: SimAccount): boolean {
    if (state.frozenReason !== null) return true;
    return state.positions.size === 0 && state.cashMicros < 500_000_000n;
  }

  #putAway(account: SimAccount): void {
    this.#guarded(account, null, () => {
      this.#terms.onState(checkAccount(account, this.#world.market));
      checkWhole(account);
    });
  }

  #trade(account: SimAccount): void {
    const { random } = this.#world;
    this.#orders += 1;
    const id = `order-${this.#orders}`;
    const { orders } = account.state;
    const full = orders.size > ORDERS_MAX && !random.oneIn(4);
    const command: Command | null = full
      ? { type: "cancel_order", orderId: random.pick([...orders.keys()]) }
      : nextRequest(this.#world, account, id);
    if (command === null) return;
    // Traders look at what they trade: most of the time there is a quote.
    if (command.type === "submit_order" && !random.oneIn(12)) {
      for (const { instrument } of command.draft.legs) this.#showFirst(instrument.symbol);
    }
    const taken = this.#ask(account, command);
    if (taken && command.type === "submit_order") {
      this.#ask(account, { type: "match_order", orderId: id, trigger: "arrival" });
    }
  }

  #showFirst(symbol: string): void {
    const { market, random } = this.#world;
    if (market.quoteOf(symbol) === null || random.oneIn(3)) this.#showQuote(symbol);
  }

  #moveMarket(): void {
    const { random, listings } = this.#world;
    if (random.oneIn(120)) moveFaults(this.#world);
    const symbol = this.#interesting() ?? random.pick(listings.all()).symbol;
    if (random.oneIn(4)) {
      movePrint(this.#world, symbol);
      for (const account of this.#accounts) this.#matchAll(account, symbol, "trade");
    } else this.#showQuote(symbol);
  }

  #showQuote(symbol: string): void {
    if (!moveQuote(this.#world, symbol)) return;
    for (const account of this.#accounts) this.#matchAll(account, symbol);
  }

  /** A symbol somebody waits for. */
  #interesting(): string | null {
    const { random } = this.#world;
    const { state } = random.pick(this.#accounts);
    if (state.orders.size === 0 || random.oneIn(6)) return null;
    return random.pick(random.pick([...state.orders.values()]).legs).instrument.symbol;
  }

  /** The matcher looks at the orders of a symbol; null looks at everything. */
  #matchAll(
    account: SimAccount,
    symbol: string | null,
    trigger: "quote" | "trade" = "quote",
  ): void {
    for (const order of account.state.orders.values()) {
      const concerned = order.legs.some(({ instrument }) => instrument.symbol === symbol);
      if (symbol !== null && !concerned) continue;
      this.#ask(account, { type: "match_order", orderId: order.id, trigger });
    }
  }

  /** Decides and applies one command under all laws; whether it was taken. */
  #ask(account: SimAccount, command: Command): boolean {
    const before = account.state;
    const taken = this.#guarded(account, command, () => this.#decide(account, command));
    this.#steps += 1;
    this.#coverage.commanded(command.type);
    if (taken) this.#guarded(account, command, () => checkCommand(before, account.state));
    if (this.#steps % FULL_CHECK_EVERY === 0) this.#checkAll();
    return taken;
  }

  #decide(account: SimAccount, command: Command): boolean {
    const { market } = this.#world;
    const decision = decide(account.state, command, market);
    if (!decision.ok) {
      this.#coverage.refused(decision.error.code);
      return false;
    }
    for (const event of decision.value) {
      const before = account.state;
      this.#last = event;
      const after = evolve(before, event);
      checkEvent(account, { before, event, after, market });
      account.state = after;
      account.log.push(event);
      this.#events += 1;
      this.#coverage.happened(event.type, detailOf(event));
    }
    return true;
  }

  #checkAll(): void {
    for (const account of this.#accounts) {
      this.#guarded(account, null, () => {
        this.#terms.onState(checkAccount(account, this.#world.market));
      });
    }
  }

  /** Says where a run broke, so that one line repeats it. */
  #guarded<T>(account: SimAccount, command: Command | null, work: () => T): T {
    try {
      return work();
    } catch (cause) {
      const claim = cause instanceof Error ? cause.message : String(cause);
      const asked = command === null ? "the whole account" : canonicalize(command);
      const where = `seed ${this.#terms.seed}, step ${this.#steps}, ${account.id}`;
      const last = this.#last === null ? "" : `\n  ${canonicalize(this.#last)}`;
      throw new BrokenRun(`${claim}\n  ${where}\n  ${asked}${last}`, { cause });
    }
  }
}

function detailOf(event: AccountEvent): string | null {
  if (event.type === "order_filled") return event.ruleId;
  if (event.type === "corporate_action_applied") return event.action.kind;
  if (event.type === "corporate_action_held") return event.held.reason;
  return "reason" in event ? (event.reason ?? null) : null;
}

/** Random orders of one leg: every type, time in force and class; mostly legal, sometimes not. */
import type { AccountState } from "../../account/account-state";
import type { Instrument } from "../../instrument/instrument";
import { type Micros, micros, nanos, units } from "../../money";
import type { GroupDraft, OrderDraft } from "../../order/draft";
import { LEGALITY, legalityRow, timesInForceOf } from "../../order/legality";
import type { OrderSide, OrderTerms, OrderType, TimeInForce } from "../../order/order";
import { cents } from "./listings";
import type { World } from "./market-moves";
import type { Random } from "./random";

/** Of orders, one in so many asks for whatever comes to mind. */
const CARELESS_EVERY = 25;

const TIMES: readonly TimeInForce[] = ["day", "gtc", "opg", "cls", "ioc", "fok"];
const TYPES: readonly OrderType[] = ["market", "limit", "stop", "stop_limit", "trailing_stop"];
const CENT = 10_000n;

/** What an order is about before its type is chosen. */
interface Idea {
  readonly id: string;
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly qtyNanos: OrderDraft["qtyNanos"];
  /** Somewhere near the market. */
  readonly priceMicros: Micros;
}

/** An order of an account for an instrument it holds, or for one it was thinking of. */
export function simpleDraft(
  world: World,
  state: AccountState,
  idea: {
    readonly id: string;
    readonly instrument: Instrument;
  },
): OrderDraft {
  const { random, market, listings } = world;
  const { instrument } = idea;
  const held = state.positions.get(instrument.symbol)?.qtyNanos ?? 0n;
  const closes = held !== 0n && !random.oneIn(3);
  const side = closes ? (held > 0n ? "sell" : "buy") : random.pick(["buy", "buy", "sell"] as const);
  const quote = market.quoteOf(instrument.symbol);
  const shown = quote === null ? 0n : (quote.bidMicros + quote.askMicros) / 2n;
  const listed = cents(listings.find(instrument.symbol)?.priceCents ?? random.between(1, 900));
  const priceMicros = micros(shown > CENT ? shown : listed);
  const qtyNanos =
    closes && !random.oneIn(4)
      ? nanos(held < 0n ? -held : held)
      : sizeOf(random, instrument, priceMicros);
  return withTerms(world, { ...idea, side, qtyNanos, priceMicros });
}

function sizeOf(random: Random, { kind }: Instrument, priceMicros: Micros) {
  if (kind === "option") return units(random.between(1, 6));
  const affordable = Number(40_000_000_000n / (priceMicros + 1n));
  const lots = random.oneIn(3) ? 100 * random.between(1, 3) : 0;
  return units(Math.max(1, lots > 0 ? lots : random.between(1, Math.max(1, affordable))));
}

function withTerms(world: World, idea: Idea): OrderDraft {
  const { random } = world;
  const careless = random.oneIn(CARELESS_EVERY);
  const { id, instrument, side } = idea;
  const leg = { id, clientOrderId: id, instrument, side, ratio: 1, intent: null };
  const base: OrderDraft = {
    ...{ id, clientOrderId: id, orderClass: "simple", legs: [leg] },
    ...{ terms: { type: "market" }, timeInForce: "day", qtyNanos: idea.qtyNanos },
    ...(careless || instrument.kind === "equity" ? extrasOf(random, idea) : {}),
  };
  const row = legalityRow(base);
  const timeInForce = random.pick(careless ? TIMES : timesInForceOf(row));
  const types = LEGALITY[row][timeInForce];
  const type = careless || types.length === 0 ? random.pick(TYPES) : random.pick(types);
  const oco = base.group?.kind === "oco";
  const terms = termsOf(random, oco ? "limit" : type, idea);
  const intent = random.oneIn(30) ? random.pick(INTENTS) : null;
  return { ...base, legs: [{ ...leg, intent }], terms, timeInForce };
}

const INTENTS = ["buy_to_open", "buy_to_close", "sell_to_open", "sell_to_close"] as const;

/** What an order of stock may ask for besides: dollars, a fraction, other hours, exits. */
function extrasOf(random: Random, idea: Idea): Partial<OrderDraft> {
  switch (random.between(0, 11)) {
    case 0:
      return { notionalMicros: cents(random.between(50, 400_000)), qtyNanos: nanos(0n) };
    case 1:
      return { qtyNanos: nanos(BigInt(random.between(1, 9_999)) * 1_000_000n) };
    case 2:
    case 3:
      return { extendedHours: true };
    case 4:
    case 5:
      return { group: groupOf(random, idea) };
    case 6:
      return { doNotReduce: true };
    case 7:
      return { collarsStopBuys: true };
    default:
      return {};
  }
}

function groupOf(random: Random, { id, side, priceMicros }: Idea): GroupDraft {
  const kind = random.pick(["bracket", "oco", "oto"] as const);
  const rises = (side === "buy") !== (kind === "oco");
  const ids = (name: string) => ({ id: `${id}.${name}`, clientOrderId: `${id}.${name}` });
  const limitMicros = near(random, priceMicros, rises ? 100 : -100);
  const stopMicros = near(random, priceMicros, rises ? -100 : 100);
  const takeProfit = { ...ids("profit"), limitMicros };
  const worse = near(random, stopMicros, rises ? -60 : 60);
  const stopLoss = {
    ...{ ...ids("loss"), stopMicros },
    ...(random.oneIn(2) && { limitMicros: worse }),
  };
  if (kind === "oco") return { kind, stopLoss };
  if (kind === "oto") return random.oneIn(2) ? { kind, takeProfit } : { kind, stopLoss };
  return { kind, takeProfit, stopLoss };
}

function termsOf(random: Random, type: OrderType, { side, priceMicros }: Idea): OrderTerms {
  const toward = side === "buy" ? 1 : -1;
  switch (type) {
    case "market":
      return { type };
    case "limit":
      return { type, limitMicros: near(random, priceMicros, random.pick([0, 0, 30, -30])) };
    case "stop":
      return { type, stopMicros: near(random, priceMicros, 60 * toward) };
    case "stop_limit": {
      const stopMicros = near(random, priceMicros, 60 * toward);
      return { type, stopMicros, limitMicros: near(random, stopMicros, 30 * toward) };
    }
    case "trailing_stop":
      return random.oneIn(2)
        ? { type, trail: { trailBps: random.between(5, 300) } }
        : { type, trail: { trailMicros: cents(random.between(1, 90)) } };
  }
}

/** A price so many hundredths of a percent away, give or take half a percent, in whole cents mostly. */
export function near(random: Random, priceMicros: Micros, bps: number): Micros {
  const away = (priceMicros * BigInt(bps + random.between(-50, 50))) / 10_000n;
  const price = priceMicros + away;
  if (random.oneIn(150)) return micros(price);
  const rounded = price - (price % CENT);
  return micros(rounded > 0n ? rounded : CENT);
}

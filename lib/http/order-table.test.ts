/**
 * The order table of alpaca-wire.md §1.6, every cell of it: instrument × class × type × time in force,
 * through the handler. What is accepted and which text refuses the rest is written here from the
 * document and not from the engine's own table.
 */
import { describe, expect, test } from "vitest";
import { IN_SESSION_MS } from "@/lib/wire/testing/account";
import { type Fake, fakeDeps } from "./testing/fake-deps";
import { send } from "./testing/send";

const TYPES = ["market", "limit", "stop", "stop_limit", "trailing_stop"] as const;
const TIMES = ["day", "gtc", "opg", "cls", "ioc", "fok"] as const;
const CLASSES = ["simple", "bracket", "oco", "oto"] as const;
type Type = (typeof TYPES)[number];
type Time = (typeof TIMES)[number];

/** Rows of the document; a time in force that is not named is a dash there. */
const ROWS: { readonly [row: string]: { readonly [T in Time]?: string } } = {
  whole: {
    day: "market limit stop stop_limit trailing_stop",
    gtc: "market limit stop stop_limit trailing_stop",
    opg: "market limit",
    cls: "market limit",
    ioc: "market limit",
    fok: "market limit",
  },
  fractional: { day: "market limit stop stop_limit" },
  extended: { day: "limit", gtc: "limit" },
  option: { day: "market limit stop stop_limit", gtc: "market limit stop stop_limit" },
  mleg: { day: "market limit", gtc: "market limit" },
  // Trailing stops are simple orders only.
  complex: { day: "market limit stop stop_limit", gtc: "market limit stop stop_limit" },
};

/** What is traded, in the order of the table: the fields it adds to a body. */
const TRADED = {
  whole: { symbol: "AAPL", qty: "10" },
  fractional: { symbol: "AAPL", qty: "1.5" },
  notional: { symbol: "AAPL", notional: "500" },
  extended: { symbol: "AAPL", qty: "10", extended_hours: true },
  option: { symbol: "AAPL261218C00200000", qty: "1" },
} as const;
type Traded = keyof typeof TRADED;

const PRICES: { readonly [T in Type]: object } = {
  market: {},
  limit: { limit_price: "187.00" },
  stop: { stop_price: "190.00" },
  stop_limit: { stop_price: "190.00", limit_price: "191.00" },
  trailing_stop: { trail_percent: "2" },
};
/** In cents on the option's own scale; above the market, as a stop that buys waits. */
const OPTION_PRICES: { readonly [T in Type]: object } = {
  ...PRICES,
  limit: { limit_price: "4.20" },
  stop: { stop_price: "5.00" },
  stop_limit: { stop_price: "5.00", limit_price: "5.10" },
};

/** 09:00 in New York: orders for the opening auction are taken until 09:28. */
const BEFORE_OPEN_MS = IN_SESSION_MS - 60 * 60_000;

interface Cell {
  readonly traded: Traded;
  readonly orderClass: (typeof CLASSES)[number];
  readonly type: Type;
  readonly time: Time;
}

const cannot = (message: string) => ({ code: 42210000, message });

/** Null when the document takes the order; else the body of its 422, by precedence. */
function refusalOf({ traded, orderClass, type, time }: Cell): object | null {
  const isComplex = orderClass !== "simple";
  const isFraction = traded === "fractional" || traded === "notional";
  if (orderClass === "oco" && type !== "limit") return cannot("oco orders must be limit orders");
  if (traded === "option" && isComplex) {
    return cannot("complex orders not supported for options trading");
  }
  if (isComplex && traded === "extended") {
    return cannot(`${orderClass} orders must not be extended hours`);
  }
  if (isComplex && isFraction) return cannot("fractional orders must be simple orders");
  const row = isComplex ? "complex" : isFraction ? "fractional" : traded;
  const types = ROWS[row]?.[time]?.split(" ") ?? [];
  return types.includes(type)
    ? null
    : cannot(textOf(row, { type, time, isDash: types.length === 0 }));
}

function textOf(row: string, cell: { type: Type; time: Time; isDash: boolean }): string {
  const { type, time, isDash } = cell;
  if (row === "extended") return "extended hours order must be DAY or GTC limit orders";
  if (row === "option" || row === "mleg") {
    return isDash
      ? `invalid time_in_force for options: ${time}`
      : `invalid order type for options trading: ${type}`;
  }
  if (isDash) {
    return row === "fractional"
      ? "fractional orders must be DAY orders"
      : "complex orders must be DAY or GTC orders";
  }
  const name = { whole: "equity", complex: "group" }[row] ?? row;
  return `invalid order type for ${name} ${time} orders: ${type}`;
}

function bodyOf({ traded, orderClass, type, time }: Cell): object {
  const prices = traded === "option" ? OPTION_PRICES : PRICES;
  const side = orderClass === "oco" ? "sell" : "buy";
  return {
    ...{ side, type, time_in_force: time, order_class: orderClass },
    ...TRADED[traded],
    ...prices[type],
    ...exitsOf(traded, orderClass),
  };
}

function exitsOf(traded: Traded, orderClass: Cell["orderClass"]): object {
  const [profit, loss] = traded === "option" ? ["9.00", "1.00"] : ["250.00", "120.00"];
  const take_profit = { limit_price: profit };
  const stop_loss = { stop_price: loss };
  switch (orderClass) {
    case "simple":
      return {};
    case "oto":
      return { stop_loss };
    default:
      return { take_profit, stop_loss };
  }
}

/** An account at the time the cell's auction takes orders, with the shares that an oco sells. */
async function accountFor({ traded, orderClass, time }: Cell): Promise<Fake> {
  const fake = fakeDeps({ tier: "pro", nowMs: time === "opg" ? BEFORE_OPEN_MS : IN_SESSION_MS });
  if (orderClass === "oco" && time !== "opg" && traded !== "option") await buyShares(fake);
  return fake;
}

async function buyShares(fake: Fake): Promise<void> {
  const body = { ...TRADED.whole, side: "buy", type: "market", time_in_force: "day" };
  const sent = await send(fake, "/v2/orders", { method: "POST", body: JSON.stringify(body) });
  const { id } = sent.body as { id: string };
  const command = { type: "match_order", orderId: id, trigger: "arrival" } as const;
  const accountId = fake.states.at(-1)?.id ?? "";
  await fake.deps.door.ask({ accountId, feed: "real_time", command });
}

const CELLS: readonly Cell[] = (Object.keys(TRADED) as Traded[]).flatMap((traded) =>
  CLASSES.flatMap((orderClass) =>
    TYPES.flatMap((type) => TIMES.map((time) => ({ traded, orderClass, type, time }))),
  ),
);

describe("each cell is accepted or refused with its code", () => {
  test.each(CELLS)("$traded $orderClass $type $time", async (cell) => {
    const fake = await accountFor(cell);
    const before = fake.states.length;
    const sent = await send(fake, "/v2/orders", {
      method: "POST",
      body: JSON.stringify(bodyOf(cell)),
    });
    const refusal = refusalOf(cell);
    if (refusal !== null) {
      expect(sent).toMatchObject({ status: 422, body: refusal });
      expect(fake.states).toHaveLength(before); // a refusal stores nothing
      return;
    }
    expect(sent.body).toMatchObject({
      type: cell.type,
      time_in_force: cell.time,
      order_class: cell.orderClass === "simple" ? "" : cell.orderClass,
      extended_hours: cell.traded === "extended",
      legs: cell.orderClass === "simple" ? null : expect.any(Array),
    });
    expect(sent.status).toBe(200);
    expect(fake.states).toHaveLength(before + 1);
  });
});

const leg = (symbol: string, side: string) => ({
  ...{ symbol, side, ratio_qty: "1", position_intent: `${side}_to_open` },
});
const LEGS = [leg("AAPL261218C00200000", "buy"), leg("AAPL261218C00210000", "sell")];

describe("multi-leg orders", () => {
  const cells = TYPES.flatMap((type) => TIMES.map((time) => ({ type, time })));
  test.each(cells)("$type $time", async ({ type, time }) => {
    const fake = fakeDeps({ tier: "pro" });
    const prices = { ...OPTION_PRICES, limit: { limit_price: "1.85" } }[type];
    const order = {
      order_class: "mleg",
      qty: "1",
      type,
      time_in_force: time,
      legs: LEGS,
      ...prices,
    };
    const sent = await send(fake, "/v2/orders", { method: "POST", body: JSON.stringify(order) });
    const types = ROWS.mleg?.[time]?.split(" ") ?? [];
    if (types.includes(type)) return expect(sent.status).toBe(200);
    const isDash = types.length === 0;
    expect(sent).toMatchObject({
      status: 422,
      body: cannot(textOf("mleg", { type, time, isDash })),
    });
  });
});

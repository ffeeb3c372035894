import { expect, test } from "vitest";
import type { AccountState } from "@/lib/engine/account/account-state";
import { balancesOf } from "@/lib/engine/margin/balances";
import { type Micros, micros, units } from "@/lib/engine/money";
import {
  dollars,
  draft,
  IN_SESSION_MS,
  instrument,
  lastState,
  market,
  openedAccount,
  run,
} from "../testing/account";
import { alpacaAccount, type LastDay } from "./account";
import { alpacaPosition } from "./position";

// Appendix A, the flat paper account. What differs is the truth about Raxx: no crypto, and no time of
// opening to the microsecond.
const GOLDEN = JSON.parse(
  `{"id":"904837e3-3b76-47ec-b432-046db621571b","account_number":"PA3XXXXXXXXX","status":"ACTIVE","crypto_status":"ACTIVE","currency":"USD","cash":"100000","portfolio_value":"100000","equity":"100000","last_equity":"100000","buying_power":"200000","regt_buying_power":"200000","effective_buying_power":"200000","non_marginable_buying_power":"100000","options_buying_power":"100000","options_approved_level":3,"options_trading_level":3,"initial_margin":"0","maintenance_margin":"0","last_maintenance_margin":"0","sma":"100000","long_market_value":"0","short_market_value":"0","position_market_value":"0","multiplier":"2","accrued_fees":"0","pending_reg_taf_fees":"0","pending_transfer_in":"0","intraday_adjustments":"0","trading_blocked":false,"transfers_blocked":false,"account_blocked":false,"trade_suspended_by_user":false,"shorting_enabled":true,"created_at":"2026-11-20T14:00:00.000000Z","balance_asof":"2026-11-19","admin_configurations":{},"user_configurations":null,"crypto_tier":0}`,
) as object;

const OPENING = {
  date: "2026-11-19",
  equityMicros: dollars("100000"),
  maintenanceMarginMicros: dollars("0"),
};

function shown(state = openedAccount(), lastDay: LastDay | null = OPENING) {
  const balances = balancesOf(state, market(IN_SESSION_MS, { AAPL: "199.00 201.00" }));
  return alpacaAccount(state, balances, {
    nowMs: IN_SESSION_MS,
    lastDay,
  });
}

test("a flat account is the golden payload", () => {
  expect(shown()).toEqual({
    ...GOLDEN,
    account_number: "PA3DB621571B",
    crypto_status: "INACTIVE",
    pending_transfer_out: "0", // §1.2 lists it, the golden payload leaves it out
    created_at: "2026-11-20T15:00:00.123Z",
  });
});

test("the removed day-trading fields stay away", () => {
  for (const gone of ["pattern_day_trader", "daytrade_count", "daytrading_buying_power"]) {
    expect(shown()).not.toHaveProperty(gone);
  }
});

const BOUGHT = bought();

function bought() {
  const state = openedAccount();
  const view = market(IN_SESSION_MS, { AAPL: "199.00 200.00 500" });
  const order = draft({
    clientOrderId: null,
    orderClass: "simple",
    terms: { type: "market" },
    timeInForce: "day",
    qtyNanos: units(100),
    legs: [{ symbol: "AAPL", side: "buy", ratio: 1, intent: null }],
  });
  const accepted = lastState(state, run(state, { type: "submit_order", draft: order }, view));
  return lastState(
    accepted,
    run(accepted, { type: "match_order", orderId: "order-1", trigger: "arrival" }, view),
  );
}

test("100 shares at 200: equity follows the mark, half of it is margin", () => {
  expect(shown(BOUGHT, null)).toMatchObject({
    cash: "80000",
    equity: "100000",
    long_market_value: "20000",
    position_market_value: "20000",
    initial_margin: "10000",
    maintenance_margin: "5000",
    buying_power: "180000",
    non_marginable_buying_power: "90000",
    sma: "90000",
    last_equity: null, // unknown until there is a close of the day before
  });
});

test("the close before today is the last equity, and its date the balance's", () => {
  const close = {
    date: "2026-11-18",
    equityMicros: dollars("101000.5"),
    maintenanceMarginMicros: dollars("300"),
  };
  expect(shown(BOUGHT, close)).toMatchObject({
    last_equity: "101000.5",
    last_maintenance_margin: "300",
    balance_asof: "2026-11-18",
  });
});

test("what the owner chose shows: levels, shorts, suspension", () => {
  const { choices, margin } = openedAccount();
  const chosen = { ...choices, suspended: true, shorting: false, optionsLevelMax: 2 } as const;
  expect(shown({ ...openedAccount(), choices: chosen })).toMatchObject({
    ...{ trade_suspended_by_user: true, shorting_enabled: false, trading_blocked: false },
    ...{ options_approved_level: 3, options_trading_level: 2 },
  });
  const approved = { ...openedAccount(), policy: "alpaca", margin: { ...margin, optionsLevel: 1 } };
  expect(shown(approved as AccountState)).toMatchObject({
    ...{ options_approved_level: 1, options_trading_level: 1 },
  });
});

test("what is owed and not posted yet is accrued", () => {
  const { lifecycle } = openedAccount();
  const owing = (interestAccruedMicros: Micros, borrowAccruedMicros: Micros) => ({
    ...openedAccount(),
    lifecycle: { ...lifecycle, interestAccruedMicros, borrowAccruedMicros },
  });
  expect(shown(owing(micros(-1_250_000n), dollars("0.5"))).accrued_fees).toBe("1.75");
  expect(shown(owing(dollars("3"), dollars("0"))).accrued_fees).toBe("0");
});

test("a frozen account says that it is blocked", () => {
  const frozen = { ...openedAccount(), frozenReason: "a write broke mbt_orders_filled_is_full" };
  expect(shown(frozen)).toMatchObject({ trading_blocked: true, account_blocked: true });
});

const context = {
  assetId: "id",
  exchange: "NASDAQ",
  marginable: true,
  markMicros: dollars("210"),
  lastDayMicros: dollars("200"),
  dayBasisMicros: dollars("20400"),
  heldNanos: units(40),
};

test("a long position, its profit as a fraction (§1.9)", () => {
  const position = BOUGHT.positions.get("AAPL");
  if (position === undefined) throw new Error("held");
  expect(alpacaPosition(position, context)).toEqual({
    asset_id: "id",
    symbol: "AAPL",
    exchange: "NASDAQ",
    asset_class: "us_equity",
    asset_marginable: true,
    qty: "100",
    qty_available: "60",
    avg_entry_price: "200",
    side: "long",
    market_value: "21000",
    cost_basis: "20000",
    unrealized_pl: "1000",
    unrealized_plpc: "0.05",
    // 21,000 now and 20,400 to measure from.
    unrealized_intraday_pl: "600",
    unrealized_intraday_plpc: "0.0294117647",
    current_price: "210",
    lastday_price: "200",
    change_today: "0.05",
  });
});

test("a short option: negative quantity, value and cost with the multiplier, entry without", () => {
  const symbol = "AAPL261218C00210000";
  const position = {
    symbol,
    instrument: instrument(symbol),
    qtyNanos: units(-2),
    costMicros: dollars("510"),
  };
  const short = { ...position, costMicros: -position.costMicros as typeof position.costMicros };
  expect(
    alpacaPosition(short, {
      ...context,
      exchange: "",
      markMicros: dollars("2"),
      lastDayMicros: null,
      heldNanos: units(0),
    }),
  ).toMatchObject({
    asset_class: "us_option",
    exchange: "",
    qty: "-2",
    qty_available: "-2",
    side: "short",
    avg_entry_price: "2.55",
    cost_basis: "-510",
    market_value: "-400",
    unrealized_pl: "110",
    unrealized_plpc: "0.2156862745",
    lastday_price: null,
    change_today: null,
  });
});

test("without a quote what needs one is null", () => {
  const position = BOUGHT.positions.get("AAPL");
  if (position === undefined) throw new Error("held");
  expect(alpacaPosition(position, { ...context, markMicros: null })).toMatchObject({
    market_value: null,
    unrealized_pl: null,
    current_price: null,
    cost_basis: "20000",
    unrealized_intraday_pl: null,
  });
  expect(alpacaPosition(position, { ...context, dayBasisMicros: null })).toMatchObject({
    market_value: "21000",
    unrealized_intraday_pl: null,
    unrealized_intraday_plpc: null,
  });
});

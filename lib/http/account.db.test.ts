/** The account's own endpoints over a real database: its days, its activities, its choices. */
import { beforeAll, expect, test } from "vitest";
import { createProgramWorld, type Trader } from "./testing/program-world";

const world = await createProgramWorld();
const BUY = { symbol: "AAPL", qty: "10", side: "buy", type: "market", time_in_force: "day" };

let mine: Trader;

beforeAll(async () => {
  mine = await world.newTrader("days@raxx.test");
});

const send = (method: string, path: string, body?: object, { keys } = mine) =>
  world.send(keys, method, path, body);
const closeDay = (date: string) =>
  world.deps.door.ask({
    ...{ accountId: mine.accountId, feed: "real_time" },
    command: { type: "take_snapshot", date, marks: [] },
  });

test("the last equity is the close of the newest day before today", async () => {
  expect((await send("GET", "/v2/account")).body).toMatchObject({
    ...{ last_equity: "50000", last_maintenance_margin: "0", balance_asof: "2026-11-19" },
  });
  await closeDay("2026-11-17");
  await closeDay("2026-11-18");
  for (let again = 0; again < 2; again += 1) {
    expect((await send("GET", "/v2/account")).body).toMatchObject({
      ...{ last_equity: "50000", balance_asof: "2026-11-18" },
    });
  }
});

test("configurations are an event of the account and hold from the next order on", async () => {
  const changed = { fractional_trading: false, max_margin_multiplier: "4" };
  const patched = await send("PATCH", "/v2/account/configurations", changed);
  expect(patched).toMatchObject({ status: 200, body: { ...changed, no_shorting: false } });
  expect((await send("GET", "/v2/account/configurations")).body).toEqual(patched.body);
  const { rows } = await world.admin.query(
    "SELECT type FROM mbt_events WHERE account_id = $1 ORDER BY version DESC LIMIT 1",
    [mine.accountId],
  );
  expect(rows).toEqual([{ type: "settings_changed" }]);
});

test("activities have their sub type, page by the id of the last one, and turn around", async () => {
  const { id } = (await send("POST", "/v2/orders", BUY)).body;
  await world.fill(mine, id);
  const all = (await send("GET", "/v2/account/activities")).body;
  expect(all).toHaveLength(3);
  const fee = all.find((item: { activity_type: string }) => item.activity_type === "FEE");
  expect(fee).toMatchObject({ activity_sub_type: "CAT", currency: "USD", status: "executed" });

  const ids = (list: { id: string }[]) => list.map((item) => item.id);
  const turned = (await send("GET", "/v2/account/activities?direction=asc")).body;
  expect(ids(turned)).toEqual(ids(all).reverse());
  const paged: string[] = [];
  for (let token = ""; ; ) {
    const path = `/v2/account/activities?page_size=2${token === "" ? "" : `&page_token=${token}`}`;
    const page = ids((await send("GET", path)).body);
    paged.push(...page);
    token = page.at(-1) ?? "";
    if (page.length < 2) break;
  }
  expect(paged).toEqual(ids(all));
  expect(ids((await send("GET", "/v2/account/activities/FILL")).body)).toHaveLength(1);
  const nonTrade = await send("GET", "/v2/account/activities?category=non_trade_activity");
  expect(ids(nonTrade.body)).toHaveLength(2);
  expect((await send("GET", "/v2/account/activities?date=2026-11-20")).body).toHaveLength(3);
  expect((await send("GET", "/v2/account/activities?date=2026-11-19")).body).toEqual([]);
});

test("a history of days ends with what the account is worth now", async () => {
  const { equity } = (await send("GET", "/v2/account")).body;
  const history = await send(
    "GET",
    "/v2/account/portfolio/history?timeframe=1D&cashflow_types=ALL",
  );
  expect(history.status).toBe(200);
  const today = Date.UTC(2026, 10, 20, 14, 30) / 1_000;
  expect(history.body).toMatchObject({
    ...{ timeframe: "1D", timestamp: [today], equity: [Number(equity)], base_value: 50_000 },
    base_value_asof: "2026-11-18",
  });
  const [profit] = history.body.profit_loss;
  expect(profit).toBeCloseTo(Number(equity) - 50_000, 6);
  expect(history.body.profit_loss_pct[0]).toBeCloseTo(profit / 50_000, 12);
  expect(history.body.cashflow).toMatchObject({ JNLC: [50_000] });
});

test.each([
  ["period=1M&start=2026-11-01&end=2026-11-20", "only two of start, end and period are accepted"],
  ["period=1Y", "invalid period"],
  ["period=2M&timeframe=15Min", "timeframe 15Min goes with at most 30 days"],
  ["start=2026-11-20&end=2026-11-10", "end must not be before start"],
  ["cashflow_types=NOPE", "invalid cashflow_types: NOPE"],
])("a history of %s is refused: %s", async (query, message) => {
  expect(await send("GET", `/v2/account/portfolio/history?${query}`)).toMatchObject({
    ...{ status: 422, body: { code: 40010001, message } },
  });
});

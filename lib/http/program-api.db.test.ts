import { beforeAll, expect, test } from "vitest";
import { idOf } from "./testing/fake-deps";
import { createProgramWorld, LONG, SHORT, type Trader } from "./testing/program-world";

const world = await createProgramWorld();

let mine: Trader;
let theirs: Trader;

beforeAll(async () => {
  mine = await world.newTrader("mine@raxx.test");
  theirs = await world.newTrader("theirs@raxx.test");
});

const send = (method: string, path: string, body?: object, { keys } = mine) =>
  world.send(keys, method, path, body);
const fill = (orderId: string) => world.fill(mine, orderId);
const BUY = { symbol: "AAPL", qty: "10", side: "buy", type: "market", time_in_force: "day" };
const RESTING = { ...BUY, type: "limit", limit_price: "180", time_in_force: "gtc" };

test("the life of an order: accepted, found three ways, filled, in activities and positions", async () => {
  const posted = await send("POST", "/v2/orders", { ...BUY, client_order_id: "first" });
  expect(posted).toMatchObject({
    status: 200,
    body: { status: "pending_new", asset_id: idOf("AAPL") },
  });
  const { id } = posted.body;
  expect((await send("GET", `/v2/orders/${id}`)).body).toMatchObject({ id, status: "new" });
  expect(
    (await send("GET", "/v2/orders:by_client_order_id?client_order_id=first")).body,
  ).toMatchObject({ id });
  await fill(id);
  expect(
    (await send("GET", "/v2/orders?status=closed&symbols=AAPL,MSFT&asset_class=us_equity")).body,
  ).toMatchObject([{ id, status: "filled", filled_qty: "10", filled_avg_price: "187.32" }]);
  expect((await send("GET", "/v2/orders?status=closed&asset_class=us_option")).body).toEqual([]);
  expect((await send("GET", `/v2/positions/${idOf("AAPL")}`)).body).toMatchObject({
    symbol: "AAPL",
    qty: "10",
    avg_entry_price: "187.32",
    exchange: "NASDAQ",
  });

  const { body: activities } = await send("GET", "/v2/account/activities");
  // A fill and its fee are of one event: which of them comes first is by their ids.
  const [first, second, funding] = activities;
  const fee = first.activity_type === "FEE" ? first : second;
  const fillActivity = fee === first ? second : first;
  expect(fillActivity).toMatchObject({
    activity_type: "FILL",
    cum_qty: "10",
    leaves_qty: "0",
    order_id: id,
    order_status: "filled",
    type: "fill",
    price: "187.32",
  });
  // CAT: 10 shares x $0.000003 a share (lib/engine/fees). A buy owes no SEC fee and no TAF.
  expect(fee).toMatchObject({ activity_type: "FEE", net_amount: "-0.00003" });
  expect(funding).toMatchObject({ activity_type: "JNLC", net_amount: "50000" });
  const next = await send("GET", `/v2/account/activities?page_token=${second.id}`);
  expect(next.body).toEqual([funding]);
  expect(
    (await send("GET", `/v2/account/activities/FILL?order_id=${id}&date=2026-11-20`)).body,
  ).toEqual([fillActivity]);
});

test("a client order id makes one order; the second answer carries the first (decisions 18)", async () => {
  const first = await send("POST", "/v2/orders", { ...RESTING, client_order_id: "twice" });
  const second = await send("POST", "/v2/orders", { ...RESTING, client_order_id: "twice" });
  expect(second).toMatchObject({
    status: 422,
    body: {
      code: 40010001,
      message: "client_order_id must be unique",
      existing_order_id: first.body.id,
      existing_order: { id: first.body.id, client_order_id: "twice" },
    },
  });
});

test("cancel is 204 and final; a second is 422; all at once is 207 with bodies", async () => {
  const { id } = (await send("POST", "/v2/orders", RESTING)).body;
  expect(await send("DELETE", `/v2/orders/${id}`)).toEqual({ status: 204, body: null });
  expect(await send("DELETE", `/v2/orders/${id}`)).toMatchObject({
    status: 422,
    body: { code: 42210000, message: 'order is already in "canceled" state' },
  });
  const other = (await send("POST", "/v2/orders", RESTING)).body;
  const all = await send("DELETE", "/v2/orders");
  expect(all.status).toBe(207);
  expect(all.body).toContainEqual(
    expect.objectContaining({
      id: other.id,
      status: 200,
      body: expect.objectContaining({ id: other.id, status: "canceled" }),
    }),
  );
  expect((await send("GET", "/v2/orders")).body).toEqual([]);
});

test("a multi-leg order fills whole; its legs have ids and activities of their own", async () => {
  const leg = (symbol: string, side: string) => ({
    symbol,
    ratio_qty: "1",
    side,
    position_intent: `${side}_to_open`,
  });
  const posted = await send("POST", "/v2/orders", {
    order_class: "mleg",
    qty: "1",
    type: "limit",
    limit_price: "1.85",
    time_in_force: "day",
    legs: [leg(LONG, "buy"), leg(SHORT, "sell")],
  });
  expect(posted).toMatchObject({
    status: 200,
    body: { symbol: "", legs: [{ symbol: LONG, asset_id: idOf(LONG) }, { symbol: SHORT }] },
  });
  const { id, legs } = posted.body;
  await fill(id);
  expect((await send("GET", `/v2/orders/${id}`)).body).toMatchObject({
    status: "filled",
    filled_avg_price: "1.85",
  });
  expect((await send("GET", `/v2/orders/${legs[1].id}`)).body).toMatchObject({
    id: legs[1].id,
    symbol: SHORT,
    ratio_qty: "1",
    filled_avg_price: "2.55",
  });
  const flat = (await send("GET", `/v2/orders?status=all&symbols=${SHORT}`)).body;
  expect(flat.map((order: { id: string }) => order.id)).toEqual([id, legs[0].id, legs[1].id]);
  const activities = (await send("GET", `/v2/account/activities/FILL?order_id=${legs[1].id}`)).body;
  expect(activities).toMatchObject([
    { symbol: SHORT, side: "sell", price: "2.55", order_id: legs[1].id },
  ]);
  expect((await send("GET", `/v2/positions/${SHORT}`)).body).toMatchObject({
    qty: "-1",
    side: "short",
    cost_basis: "-255",
    exchange: "",
  });
  expect((await send("DELETE", `/v2/orders/${legs[1].id}`)).body).toMatchObject({
    message: "a leg cannot be canceled alone: cancel its parent order",
  });
});

test("orders page by id, with none lost among equal instants", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1)
    ids.push((await send("POST", "/v2/orders", RESTING)).body.id);
  const idsOf = async (query: string) =>
    (await send("GET", `/v2/orders?status=open&${query}`)).body.map(
      (order: { id: string }) => order.id,
    );
  expect(await idsOf("direction=asc")).toEqual(ids);
  expect(await idsOf(`direction=asc&after_order_id=${ids[0]}`)).toEqual(ids.slice(1));
  expect(await idsOf(`before_order_id=${ids[2]}&limit=1`)).toEqual([ids[1]]);
});

test("another account's order and none at all read the same (T1)", async () => {
  const { id } = (await send("POST", "/v2/orders", RESTING)).body;
  for (const method of ["GET", "DELETE"]) {
    expect(await send(method, `/v2/orders/${id}`, undefined, theirs)).toEqual({
      status: 404,
      body: { code: 40410000, message: `order not found for ${id}` },
    });
  }
  expect((await send("GET", "/v2/orders?status=all", undefined, theirs)).body).toEqual([]);
  expect((await send("GET", "/v2/positions/AAPL", undefined, theirs)).status).toBe(404);
  expect((await send("GET", `/v2/orders/${id}`)).body).toMatchObject({ status: "new" });
});

test("contracts by filters, a page at a time (§1.10)", async () => {
  const list = async (query: string) => (await send("GET", `/v2/options/contracts?${query}`)).body;
  const symbols = (page: { option_contracts: { symbol: string }[] }) =>
    page.option_contracts.map(({ symbol }) => symbol);
  expect(symbols(await list("underlying_symbols=AAPL"))).toEqual(["AAPL261120C00190000"]); // up to the weekend
  const first = await list("underlying_symbols=AAPL&expiration_date=2026-12-18&limit=1");
  expect(symbols(first)).toEqual([LONG]);
  const second = await list(
    `underlying_symbols=AAPL&expiration_date=2026-12-18&limit=1&page_token=${first.next_page_token}`,
  );
  expect([symbols(second), second.next_page_token]).toEqual([[SHORT], null]);
  expect(
    symbols(
      await list(
        "expiration_date_gte=2026-12-01&strike_price_gte=205&type=call&style=american&root_symbol=AAPL",
      ),
    ),
  ).toEqual([SHORT]);
  expect(symbols(await list("expiration_date_gte=2026-12-01&type=put"))).toEqual([]);
  expect((await send("GET", `/v2/options/contracts/${idOf(LONG)}`)).body).toMatchObject({
    symbol: LONG,
    deliverables: [{ asset_id: idOf("AAPL") }],
  });
});

/** The real Alpaca SDK drives the writes of orders and positions: a bot changes its address and nothing else. */
import { errors } from "@alpacahq/alpaca-trade-api";
import { expect, test } from "vitest";
import { createProgramWorld, EXPIRING, LONG } from "./testing/program-world";
import { createSdkBot } from "./testing/sdk-bot";

const world = await createProgramWorld();

const newBot = (name: string) => createSdkBot(world, name);

async function errorOf(work: Promise<unknown>): Promise<InstanceType<typeof errors.ApiError>> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(errors.ApiError);
  return error as InstanceType<typeof errors.ApiError>;
}

const AAPL_4 = { symbol: "AAPL", qty: 4, side: "buy" } as const;
const EXITS = { takeProfit: { limitPrice: 200 }, stopLoss: { stopPrice: 180 } } as const;

test("every helper of the SDK places its order", async () => {
  const { trader, alpaca } = await newBot("helpers");
  const { orders } = alpaca.trading;
  expect(await orders.stop({ ...AAPL_4, stopPrice: 190 })).toMatchObject({
    ...{ type: "stop", stopPrice: "190", status: "pending_new" },
  });
  expect(await orders.stopLimit({ ...AAPL_4, stopPrice: 190, limitPrice: 191 })).toMatchObject({
    ...{ type: "stop_limit", stopPrice: "190", limitPrice: "191" },
  });
  expect(await orders.trailingStop({ ...AAPL_4, trailPercent: 2.5 })).toMatchObject({
    ...{ type: "trailing_stop", trailPercent: "2.5" },
  });
  expect(await orders.market({ symbol: "AAPL", side: "buy", notional: 100 })).toMatchObject({
    ...{ notional: "100" },
  });
  const oto = await orders.oto({ ...AAPL_4, stopLoss: EXITS.stopLoss });
  expect(oto).toMatchObject({ orderClass: "oto", legs: [{ type: "stop", status: "held" }] });
  const bracket = await orders.bracket({ ...AAPL_4, ...EXITS });
  expect(bracket.legs?.map(({ type }) => type)).toEqual(["limit", "stop"]);
  await world.fill(trader, bracket.id ?? "");
  await orders.deleteAllOrders();
  const oco = await orders.oco({ ...AAPL_4, ...EXITS, side: "sell" });
  expect(oco).toMatchObject({ orderClass: "oco", type: "limit", legs: [{ status: "held" }] });
  const listed = await orders.getAllOrders({ status: "open", nested: true });
  expect(listed.map(({ id, legs }) => [id, legs?.length])).toEqual([[oco.id, 1]]);
});

test("a replacement, and what the SDK makes of refusals", async () => {
  const { orders } = (await newBot("replaces")).alpaca.trading;
  const { id = "" } = await orders.limit({ ...AAPL_4, limitPrice: 170 });
  const replaced = await orders.patchOrderByOrderId({
    orderId: id,
    patchOrderRequest: { qty: "5", limitPrice: "171.5" },
  });
  expect(replaced).toMatchObject({ replaces: id, qty: "5", limitPrice: "171.5" });
  const again = orders.patchOrderByOrderId({ orderId: id, patchOrderRequest: { qty: "6" } });
  const error = await errorOf(again);
  expect(error).toBeInstanceOf(errors.ValidationError);
  expect(error.message).toContain("order already replaced");
});

test("positions close in parts and all at once; options are exercised and let go", async () => {
  const { trader, alpaca } = await newBot("closes");
  const { orders, positions } = alpaca.trading;
  const buy = async (symbol: string, qty: number) => {
    const { id = "" } = await orders.market({ symbol, qty, side: "buy" });
    await world.fill(trader, id);
  };
  await buy("AAPL", 10);
  const part = await positions.deleteOpenPosition({ symbolOrAssetId: "AAPL", qty: 4 });
  expect(part).toMatchObject({ side: "sell", qty: "4", type: "market", timeInForce: "day" });
  await world.fill(trader, part.id ?? "");
  const half = await positions.deleteOpenPosition({ symbolOrAssetId: "AAPL", percentage: 50 });
  expect(half.qty).toBe("3");
  const error = await errorOf(positions.deleteOpenPosition({ symbolOrAssetId: "AAPL", qty: 5 }));
  expect(error).toBeInstanceOf(errors.PermissionError);
  const [closed] = await alpaca.trading.closeAllPositions({ cancelOrders: true });
  expect(closed).toMatchObject({ symbol: "AAPL", status: 200, body: { qty: "6" } });
  await world.fill(trader, closed?.body?.id ?? "");

  await buy(LONG, 1);
  await buy(EXPIRING, 1);
  await positions.optionDoNotExercise({ symbolOrContractId: EXPIRING });
  await positions.optionExercise({ symbolOrContractId: LONG });
  const held = await positions.getAllOpenPositions();
  expect(held.map(({ symbol, qty }) => [symbol, qty])).toEqual([
    ["AAPL", "100"],
    [EXPIRING, "1"],
  ]);
  const none = await errorOf(positions.optionExercise({ symbolOrContractId: LONG }));
  expect(none).toMatchObject({ status: 404, code: 40410000 });
});

/** The export over an account's epochs. */
import { expect, test } from "vitest";
import { createProgramWorld } from "../testing/program-world";
import { RECORDS } from "./contracts";

const world = await createProgramWorld();
const BUY = {
  ...{ symbol: "AAPL", qty: "1", side: "buy", type: "limit", time_in_force: "gtc" },
  limit_price: "100.00",
};

test("orders, fills and activities of every epoch, each with its own; the current one when not asked", async () => {
  const trader = await world.newTrader("epochs@raxx.test");
  const send = (method: string, path: string, body?: object) =>
    world.send(trader.keys, method, path, body);
  const placed: string[] = [];
  for (const epoch of [1, 2]) {
    const { body } = await send("POST", "/v2/orders", { ...BUY, limit_price: "400.00" });
    await world.fill(trader, body.id);
    placed.push(body.id);
    if (epoch === 2) continue;
    const reset = await send("POST", `/v1/accounts/${trader.accountId}/reset`, { epoch: 1 });
    expect(reset.status).toBe(200);
  }
  const rowsOf = async (query: string) => {
    const { status, body } = await send("GET", `/v1/export?${query}`);
    expect(status).toBe(200);
    const answer = RECORDS.export.answers[200]?.parse(body) as {
      rows: { id: string; order_id: string; epoch: number }[];
    };
    return answer.rows;
  };
  const orders = await rowsOf("kind=orders&epochs=all");
  expect(orders.map(({ id, epoch }) => [id, epoch])).toEqual(placed.map((id, n) => [id, n + 1]));
  expect((await rowsOf("kind=orders")).map(({ id }) => id)).toEqual(placed.slice(1));
  const fills = await rowsOf("kind=fills&epochs=all");
  expect(fills.map(({ order_id, epoch }) => [order_id, epoch])).toEqual(
    placed.map((id, n) => [id, n + 1]),
  );
  const activities = await rowsOf("kind=activities&epochs=all");
  expect(new Set(activities.map(({ epoch }) => epoch))).toEqual(new Set([1, 2]));
  const positions = await rowsOf("kind=positions&epochs=all");
  expect(positions.map(({ epoch }) => epoch)).toEqual([2]);
  expect((await send("GET", "/v1/export?epochs=none")).status).toBe(422);
});

/** GET /v1beta1/events/corporate-actions: what becomes known, once and in order, and again where a reader left off. */
import { expect, test } from "vitest";
import type { ActionFact } from "@/lib/engine/action/action-fact";
import { storeActions } from "@/lib/server/market/store-actions";
import { readActionPage } from "@/lib/wire/alpaca/action-facts";
import { ACTION_EVENTS } from "./data/action-events";
import { handleProgramRequest } from "./table";
import { createProgramWorld } from "./testing/program-world";
import { readStream } from "./testing/read-stream";

const world = await createProgramWorld();
const { deps } = world;
const trader = await world.newTrader("actions@raxx.test");
const ABOUT = { market: deps.marketClock.market, source: "feed", today: "2026-11-20" } as const;

function dividend(id: string, symbol: string, rate: number): ActionFact {
  const dates = { ex_date: "2026-12-01", record_date: "2026-12-01", payable_date: "2026-12-15" };
  const item = { id, symbol, rate, special: false, foreign: false, ...dates };
  const [fact] = readActionPage({ corporate_actions: { cash_dividends: [item] } }).facts;
  if (fact === undefined) throw new Error("it was read");
  return fact;
}

async function open(query: string, headers: Record<string, string> = {}) {
  const url = `http://raxx.test/v1beta1/events/corporate-actions?${query}`;
  const request = new Request(url, { headers: { ...trader.keys, ...headers } });
  const response = await handleProgramRequest(deps, request);
  if (response === null) throw new Error("it is a route");
  return response;
}

/** As the worker stores them. */
const store = (...facts: ActionFact[]) => storeActions(world.admin as never, facts, ABOUT);

test("actions are told as they become known, and a reader that comes back goes on where it was", async () => {
  const fromNow = await open("");
  expect(fromNow.headers.get("content-type")).toContain("text/event-stream");
  const live = readStream(fromNow, { messagesMax: 2 });
  await store(dividend("d1", "AAPL", 0.25));
  await store(dividend("d2", "MSFT", 0.5));
  const told = await live;
  for (const { id, data } of told) {
    expect(ACTION_EVENTS.answers[200]?.parse(data)).toMatchObject({ event_id: id });
  }
  expect(told.map(({ data }) => [data.type, data.corporate_action.id])).toEqual([
    ["cash_dividend", "d1"],
    ["cash_dividend", "d2"],
  ]);
  expect(told[0]?.data.corporate_action).toMatchObject({
    ...{ symbol: "AAPL", rate: 0.25, ex_date: "2026-12-01", payable_date: "2026-12-15" },
  });
  // A correction before the ex-date is told again.
  await store(dividend("d1", "AAPL", 0.3));
  const id = told[0]?.id ?? "";
  const resumed = await readStream(await open(`since_id=${id}`), { messagesMax: 2 });
  const again = await readStream(await open("", { "last-event-id": id }), { messagesMax: 2 });
  expect(resumed.map(({ data }) => [data.corporate_action.id, data.corporate_action.rate])).toEqual(
    [
      ["d2", 0.5],
      ["d1", 0.3],
    ],
  );
  expect(again).toEqual(resumed);
  const [named] = await readStream(await open(`since_id=${id}&symbols=MSFT`), { messagesMax: 1 });
  expect(named?.data.corporate_action.id).toBe("d2");
});

test.each(["since_id=nonsense", "symbols=no%20symbol", "since=yesterday"])(
  "%s is refused",
  async (query) => {
    expect([400, 422]).toContain((await open(query)).status);
  },
);

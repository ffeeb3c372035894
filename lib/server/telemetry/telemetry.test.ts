import { InMemorySpanExporter } from "@opentelemetry/sdk-trace-base";
import { expect, test } from "vitest";
import { noteAnswer } from "../commit/watch-door";
import { doorSeconds, fills, metricNames, read, registry } from "./metrics";
import { flushTraces, traceOrder, traceTo } from "./traces";

test("a reading is taken when somebody looks, and the last word on a name counts", async () => {
  let waiting = 3;
  read("raxx_sockets", ["kind"], () => [{ labels: { kind: "old" }, value: 99 }]);
  read("raxx_sockets", ["kind"], () => [{ labels: { kind: "data" }, value: waiting }]);
  expect(await registry.getSingleMetricAsString("raxx_sockets")).toContain(
    'raxx_sockets{kind="data"} 3',
  );
  waiting = 4;
  const text = await registry.getSingleMetricAsString("raxx_sockets");
  expect(text).toContain('raxx_sockets{kind="data"} 4');
  expect(text).not.toContain("old");
});

test("an answer of the door is timed by command and kind, refusals too", async () => {
  const refusal = { kind: "refused", rejection: { code: "market_closed" } } as never;
  const before = (await fills.get()).values[0]?.value ?? 0;
  noteAnswer(asked(), refusal, performance.now() - 30);
  const { values } = await doorSeconds.get();
  const counted = values.find(
    ({ metricName, labels }) =>
      metricName === "raxx_door_answer_seconds_count" && labels.answer === "refused",
  );
  expect(counted).toMatchObject({ value: 1, labels: { command: "cancel_order" } });
  expect((await fills.get()).values[0]?.value ?? 0).toBe(before);
});

test("what two processes did on an order is one trace, known by the order's id", async () => {
  const exporter = new InMemorySpanExporter();
  traceTo(exporter, "test");
  traceOrder(ORDER_ID, { name: "POST /v2/orders", startMs: performance.now() - 5, attributes: {} });
  const answer = { kind: "done", events: [{ type: "order_filled" }] } as never;
  noteAnswer(asked(), answer, performance.now() - 1);
  await flushTraces();
  const spans = exporter.getFinishedSpans();
  expect(spans.map(({ name }) => name)).toEqual(["POST /v2/orders", "door cancel_order"]);
  const ids = new Set(spans.map((span) => span.spanContext().traceId));
  expect([...ids]).toEqual([ORDER_ID.replaceAll("-", "")]);
  expect(new Set(spans.map((span) => span.parentSpanContext?.spanId)).size).toBe(1);
  expect(spans[1]?.attributes).toMatchObject({ "raxx.fills": 1 });
});

test("every name is known before anybody reads it", () => {
  expect(metricNames()).toEqual(expect.arrayContaining(["raxx_fills_total", "raxx_market_jobs"]));
});

const ORDER_ID = "0193a1b2-c3d4-7e5f-8a6b-0123456789ab";

function asked() {
  const command = { type: "cancel_order", orderId: ORDER_ID } as never;
  return { accountId: "a", feed: "real_time" as const, command };
}

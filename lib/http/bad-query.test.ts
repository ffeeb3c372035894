import { expect, test } from "vitest";
import { field } from "./testing/bad-answer";
import { fakeDeps } from "./testing/fake-deps";
import { send } from "./testing/send";

test.each([
  { path: "/v2/orders?limit=0", answer: field("limit must be a whole number from 1 to 500") },
  { path: "/v2/orders?limit=501", answer: field("limit must be a whole number from 1 to 500") },
  { path: "/v2/orders?limit=1e2", answer: field("limit must be a whole number from 1 to 500") },
  { path: "/v2/orders?status=working", answer: field("invalid status") },
  { path: "/v2/orders?direction=up", answer: field("invalid direction") },
  { path: "/v2/orders?nested=yes", answer: field("invalid nested") },
  {
    path: "/v2/orders?after=yesterday",
    answer: field("invalid after: must be a date or RFC 3339 time"),
  },
  {
    path: "/v2/orders?after=2026-02-30",
    answer: field("invalid after: must be a date or RFC 3339 time"),
  },
  { path: "/v2/orders?symbols=A%00B", answer: field("invalid symbols") },
  { path: "/v2/orders?before_order_id=1", answer: field("invalid before_order_id") },
  { path: "/v2/orders:by_client_order_id", answer: field("client_order_id is missing") },
  {
    path: "/v2/calendar?start=2026-13-01",
    answer: field("invalid start: must be a date such as 2026-11-20"),
  },
  { path: "/v2/calendar?date_type=BANK", answer: field("invalid date_type") },
  { path: "/v2/assets?status=dead", answer: field("invalid status") },
  {
    path: "/v2/options/contracts?strike_price_gte=1e3",
    answer: field('invalid strike_price_gte: must be a decimal such as "200"'),
  },
  { path: "/v2/options/contracts?page_token=x", answer: field("invalid page_token") },
  {
    path: "/v2/options/contracts?limit=10001",
    answer: field("limit must be a whole number from 1 to 10000"),
  },
  { path: "/v2/account/activities?page_token='%20OR%201", answer: field("invalid page_token") },
  {
    path: "/v2/account/activities?page_size=101",
    answer: field("page_size must be a whole number from 1 to 100"),
  },
  {
    path: "/v2/account/activities?activity_types=FILL&category=trade_activity",
    answer: field("only one of activity_types or category is accepted"),
  },
])("GET $path answers 422", async ({ path, answer }) => {
  expect(await send(fakeDeps({ tier: "pro" }), path)).toMatchObject({ status: 422, body: answer });
});

test.each([
  { method: "GET", path: "/v2/orders/nonsense", message: "order not found for nonsense" },
  {
    method: "GET",
    path: "/v2/orders/61e69015-8549-4bfd-b9c3-01e75843f47d",
    message: "order not found for 61e69015-8549-4bfd-b9c3-01e75843f47d",
  },
  { method: "DELETE", path: "/v2/orders/nonsense", message: "order not found for nonsense" },
  {
    method: "DELETE",
    path: "/v2/orders/61e69015-8549-4bfd-b9c3-01e75843f47d",
    message: "order not found for 61e69015-8549-4bfd-b9c3-01e75843f47d",
  },
  {
    method: "GET",
    path: "/v2/orders:by_client_order_id?client_order_id=none",
    message: "order not found for none",
  },
  {
    method: "GET",
    path: "/v2/orders%3Aby_client_order_id?client_order_id=%00",
    message: "order not found for \u0000",
  },
  { method: "GET", path: "/v2/positions/AAPL", message: "position does not exist" },
  { method: "GET", path: "/v2/assets/NOPE", message: "asset not found for NOPE" },
  {
    method: "GET",
    path: "/v2/options/contracts/NOPE",
    message: "option contract not found for NOPE",
  },
  { method: "GET", path: "/v2/wallets", message: "endpoint not found" },
  { method: "GET", path: "/v2/orders/%E0%A4%A", message: "endpoint not found" },
  { method: "GET", path: "/v2/", message: "endpoint not found" },
])("$method $path answers 404", async ({ method, path, message }) => {
  const answer = await send(fakeDeps({ tier: "pro" }), path, { method });
  expect(answer).toMatchObject({ status: 404, body: { code: 40410000, message } });
});

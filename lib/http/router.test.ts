import { expect, test } from "vitest";
import { createRouter, type Route } from "./router";

const handler: Route["handler"] = async () => ({ status: 200 });
const contract = { summary: "", tag: "", answers: {} };
const route = (method: Route["method"], pattern: string): Route => ({
  method,
  pattern,
  scope: "read",
  handler,
  contract,
});
const router = createRouter([
  route("GET", "/v2/orders/{id}"),
  route("DELETE", "/v2/orders/{id}"),
  route("GET", "/v2/orders"),
  route("GET", "/v2/orders:by_client_order_id"),
  route("GET", "/v2/account/{part}"),
  route("GET", "/v2/account/activities"),
]);

test.each([
  { path: "/v2/orders", finds: "/v2/orders", params: {} },
  { path: "/v2/orders/", finds: "/v2/orders", params: {} },
  { path: "/v2/orders/abc", finds: "/v2/orders/{id}", params: { id: "abc" } },
  { path: "/v2/orders/a%2Fb", finds: "/v2/orders/{id}", params: { id: "a/b" } },
  { path: "/v2/orders:by_client_order_id", finds: "/v2/orders:by_client_order_id", params: {} },
  { path: "/v2/orders%3Aby_client_order_id", finds: "/v2/orders:by_client_order_id", params: {} },
  { path: "/v2/account/activities", finds: "/v2/account/activities", params: {} },
  { path: "/v2/account/other", finds: "/v2/account/{part}", params: { part: "other" } },
])("GET $path finds $finds", ({ path, finds, params }) => {
  expect(router("GET", path)).toMatchObject({ kind: "found", route: { pattern: finds }, params });
});

test.each(["/v2", "/v2/orders/a/b", "/v2//orders", "/v2/orders/%ZZ", "/V2/orders", "/v2/orders//"])(
  "%s is not found",
  (path) => {
    expect(router("GET", path)).toEqual({ kind: "not_found" });
  },
);

test("a known path with another method says which it has", () => {
  expect(router("PATCH", "/v2/orders/abc")).toEqual({ kind: "wrong_method", allow: "GET, DELETE" });
});

test("two handlers for one route are a bug", () => {
  expect(() => createRouter([route("GET", "/a"), route("GET", "/a")])).toThrow("two routes for /a");
});

import { expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "./openapi";
import type { Route } from "./router";
import { ROUTES } from "./table";

const handler: Route["handler"] = async () => ({ status: 200 });
const Thing = z.strictObject({ id: z.uuid(), price: z.string().nullable() }).meta({ id: "Thing" });

const TABLE: readonly Route[] = [
  {
    method: "GET",
    pattern: "/v2/things/{id}",
    scope: "read",
    handler,
    contract: {
      summary: "One thing",
      tag: "Things",
      params: z.object({ id: z.uuid() }),
      query: z.object({ kinds: z.array(z.enum(["a", "b"])).optional(), limit: z.int().optional() }),
      answers: { 200: z.array(Thing) },
    },
  },
  {
    method: "DELETE",
    pattern: "/v2/things/{id}",
    scope: "read",
    handler,
    contract: {
      summary: "Ends it",
      tag: "Things",
      params: z.object({ id: z.uuid() }),
      answers: { 204: null },
    },
  },
];

test("a route with a contract is an operation with its parameters and its answers", () => {
  const { paths, components } = openApiDocument(TABLE) as {
    paths: { [path: string]: { [method: string]: { [part: string]: unknown } } };
    components: { schemas: { [id: string]: unknown } };
  };
  expect(Object.keys(paths)).toEqual(["/v2/things/{id}"]);
  const get = paths["/v2/things/{id}"]?.get;
  expect(get).toMatchObject({
    operationId: "get_v2_things_by_id",
    parameters: [
      { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } },
      { name: "kinds", in: "query", required: false, explode: false, schema: { type: "array" } },
      { name: "limit", in: "query", required: false, schema: { type: "integer" } },
    ],
  });
  expect(get?.responses).toMatchObject({
    200: {
      content: {
        "application/json": {
          schema: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
        },
      },
    },
  });
  expect(paths["/v2/things/{id}"]?.delete?.responses).toMatchObject({ 204: {} });
  expect(components.schemas.Thing).toEqual({
    type: "object",
    properties: {
      id: expect.objectContaining({ type: "string", format: "uuid" }),
      price: { type: ["string", "null"] },
    },
    required: ["id", "price"],
  });
});

test("every write takes an Idempotency-Key, and nothing else does", () => {
  const { paths, components } = openApiDocument(ROUTES) as {
    paths: { [path: string]: { [method: string]: { parameters?: object[]; security?: object[] } } };
    components: { parameters: { IdempotencyKey: object } };
  };
  const key = { $ref: "#/components/parameters/IdempotencyKey" };
  for (const methods of Object.values(paths)) {
    for (const [method, { parameters = [], security }] of Object.entries(methods)) {
      const isWrite = ["post", "put", "patch", "delete"].includes(method);
      const takesIt = parameters.some((one) => JSON.stringify(one) === JSON.stringify(key));
      expect(takesIt).toBe(isWrite && security === undefined);
    }
  }
  expect(components.parameters.IdempotencyKey).toMatchObject({
    ...{ name: "Idempotency-Key", in: "header", required: false },
  });
});

test("our own document refers to nothing it does not have", () => {
  const document = openApiDocument(ROUTES) as { components: { schemas: object } };
  const text = JSON.stringify(document);
  const named = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, id]) => id);
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(named));
  expect(text).not.toContain("$defs");
});

test("every route of the table is an operation, and every operation a route", () => {
  const { paths } = openApiDocument(ROUTES) as { paths: { [path: string]: object } };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = ROUTES.map(({ method, pattern }) => `${method} ${pattern}`);
  expect(operations.sort()).toEqual(routes.sort());
});

test("every name in a pattern is a parameter, and every parameter a name in it", () => {
  for (const { pattern, contract } of ROUTES) {
    const names = [...pattern.matchAll(/\{([a-z_]+)\}/g)].map(([, name]) => name);
    expect(Object.keys(contract.params?.shape ?? {}), pattern).toEqual(names);
  }
});

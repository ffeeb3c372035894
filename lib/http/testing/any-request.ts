/**
 * Random requests of the program API: each route's own schemas filled with values that make sense,
 * then broken: values of other types, raw bytes where JSON belongs, words of other places.
 */
import fc from "fast-check";
import { z } from "zod";
import type { Route } from "../router";

export interface AnyRequest {
  readonly method: string;
  readonly pattern: string;
  readonly path: string;
  readonly body: string | Uint8Array | null;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: { readonly [name: string]: Schema };
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const WORDS = [
  ...["AAPL", "MSFT", "PENNY", "NOPE", "AAPL261218C00200000", "AAPL261218C00210000", "aapl"],
  ...["buy", "sell", "market", "limit", "stop", "trailing_stop", "mleg", "bracket", "day", "gtc"],
  ...[
    "sell_to_open",
    "buy_to_close",
    "FILL",
    "NYSE",
    "1D",
    "1M",
    "1Min",
    "us_option",
    "true",
    "all",
  ],
];
const NUMBERS = [
  "0",
  "1",
  "-1",
  "10",
  "0.5",
  "100.00",
  "187.305",
  "1e3",
  "99999999999999999999",
  "1.0000000001",
];
const JUNK = [
  ...[
    "",
    " ",
    "null",
    "undefined",
    "NaN",
    "0x10",
    "-0",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "%",
    "%00",
  ],
  ...["../../etc/passwd", "' OR 1=1 --", "{}", "[]", "𝔘𝔫𝔦", "9".repeat(400), "x".repeat(5_000)],
  ...["__proto__", "constructor", "2026-02-30", "2026-13-01T00:00:00Z", "0000-00-00", "9999-12-31"],
];
const DATES = [
  "2026-11-20",
  "2026-11-18",
  "2010-01-04",
  "2029-12-31",
  "2007-01-01",
  "2026-11-20T15:00:00Z",
];
const UUIDS = ["904837e3-3b76-47ec-b432-046db621571b", "00000000-0000-0000-0000-000000000000"];

const word = fc.constantFrom(...WORDS);
const junk = fc.constantFrom(...JUNK);
const number = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.integer({ min: -5, max: 2_000 }).map(String),
);
const anything = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 3, arbitrary: number },
  { weight: 3, arbitrary: junk },
  { weight: 1, arbitrary: fc.constantFrom(...DATES, ...UUIDS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);

/** Requests over all routes of a table. */
export function anyRequest(routes: readonly Route[]): fc.Arbitrary<AnyRequest> {
  return fc.oneof(...routes.map(requestTo));
}

function requestTo({ method, pattern, contract }: Route): fc.Arbitrary<AnyRequest> {
  const known = fc.constantFrom(...WORDS, ...UUIDS);
  const names = [...pattern.matchAll(/\{([a-z_]+)\}/g)].map(([, name = ""]) => name);
  const params = fc.record(
    Object.fromEntries(
      names.map((name) => [name, fc.oneof({ weight: 4, arbitrary: known }, anything)]),
    ),
  );
  const query = queryOf(contract.query === undefined ? {} : schemaOf(contract.query));
  const body = contract.body === undefined ? fc.constant(null) : bodyOf(schemaOf(contract.body));
  return fc.record({ params, query, body }).map((parts) => {
    const path = pattern.replace(/\{([a-z_]+)\}/g, (_, name: string) =>
      encoded(String(parts.params[name] ?? "x")),
    );
    const search = parts.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
    const tail = search.length === 0 ? "" : `?${search.join("&")}`;
    return { method, pattern, path: `${path}${tail}`, body: parts.body };
  });
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** As encodeURIComponent, but for lone surrogates, which it refuses and no client can send. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, "\ufffd")) || "%20";
}

type Pair = readonly [string, string];

function queryOf(schema: Schema): fc.Arbitrary<readonly Pair[]> {
  const declared = Object.entries(schema.properties ?? {}).map(([name, value]) =>
    fc
      .option(fc.oneof({ weight: 3, arbitrary: textOf(value) }, anything), { freq: 2 })
      .map((text): readonly Pair[] => (text === null ? [] : [[name, text]])),
  );
  const stray = fc.array(fc.tuple(fc.constantFrom("page_token", "limit", "start", "x"), anything), {
    maxLength: 1,
  });
  return fc.tuple(stray, ...declared).map((lists) => lists.flat());
}

function textOf(schema: Schema): fc.Arbitrary<string> {
  if (schema.type !== "array") return fieldOf(schema).map(String);
  return fc.array(textOf(schema.items ?? {}), { maxLength: 3 }).map((list) => list.join(","));
}

function bodyOf(schema: Schema): fc.Arbitrary<string | Uint8Array> {
  const sane = fieldOf(schema).map((value) => JSON.stringify(value));
  const broken = fc.oneof(
    sane.chain((text) => fc.nat({ max: text.length }).map((at) => text.slice(0, at))),
    fc.json({ maxDepth: 4 }),
    fc.constantFrom(
      '{"a":1,"a":2}',
      '{"__proto__":{}}',
      "[".repeat(50),
      "1e999",
      "",
      "nul",
      '"\\u0000"',
    ),
    fc.uint8Array({ maxLength: 64 }),
  );
  return fc.oneof({ weight: 5, arbitrary: sane }, { weight: 1, arbitrary: broken });
}

/** A value of a schema, with something else in its place now and then. */
function fieldOf(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: saneOf(schema) }, { weight: 1, arbitrary: anything });
}

function saneOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(saneOf));
  switch (schema.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, 0),
        max: Math.min(schema.maximum ?? 300, 300),
      });
    case "array":
      return fc.array(fieldOf(schema.items ?? {}), { maxLength: 4 });
    case "object":
      return objectOf(schema.properties ?? {});
    case "null":
      return fc.constant(null);
    default:
      return stringOf(schema.format);
  }
}

function objectOf(properties: { readonly [name: string]: Schema }): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => [name, fieldOf(schema)]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

function stringOf(format: string | undefined): fc.Arbitrary<string> {
  if (format === "uuid") return fc.constantFrom(...UUIDS);
  if (format === "date" || format === "date-time") return fc.constantFrom(...DATES);
  return fc.oneof({ weight: 3, arbitrary: word }, number);
}

function schemaOf(shape: z.ZodType): Schema {
  const { $defs = {}, ...schema } = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" });
  return resolved(schema as Schema, $defs as { [id: string]: Schema }, 0);
}

/** References put in place; a shape that holds itself is cut off after a few levels. */
function resolved(
  schema: Schema & { $ref?: string },
  defs: { [id: string]: Schema },
  depth: number,
): Schema {
  if (depth > 6) return {};
  const target = schema.$ref === undefined ? undefined : defs[schema.$ref.replace("#/$defs/", "")];
  if (target !== undefined) return resolved(target, defs, depth + 1);
  const { properties, items, anyOf } = schema;
  const go = (inner: Schema) => resolved(inner, defs, depth + 1);
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [name, go(inner)]),
      ),
    }),
    ...(items && { items: go(items) }),
    ...(anyOf && { anyOf: anyOf.map(go) }),
  };
}

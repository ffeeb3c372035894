/** The OpenAPI 3.1 document of a table of routes, from the contracts beside its handlers. */
import { z } from "zod";
import { ErrorBody } from "@/lib/wire/alpaca/error-body";
import type { Contract } from "./contract";
import type { Route } from "./router";

type Json = { [name: string]: unknown };
type Schemas = { [id: string]: unknown };

const PARAMETER = /\{([a-z_]+)\}/g;
/** What any route may answer besides (handler.ts). */
const REFUSALS: { readonly [status: string]: string } = {
  "4XX": "Refused: the message says why.",
  "5XX": "Not available, or our fault; X-Request-ID names the case.",
};
const DESCRIPTION =
  "Paper trading that speaks Alpaca's trading and market-data API. See /docs for a quick start.";

/** Writes the document. */
export function openApiDocument(routes: readonly Route[]): Json {
  const schemas: Schemas = {};
  const paths: { [pattern: string]: Json } = {};
  for (const { method, pattern, contract } of routes) {
    const path = paths[pattern] ?? {};
    paths[pattern] = path;
    path[method.toLowerCase()] = operationOf({ method, pattern, contract }, schemas);
  }
  schemaOf(ErrorBody, "output", schemas);
  return {
    openapi: "3.1.0",
    info: { title: "Raxx", version: "1", description: DESCRIPTION },
    servers: [{ url: "/" }],
    security: [{ keyId: [], secretKey: [] }, { basic: [] }],
    paths,
    components: {
      schemas,
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      responses: refusals(),
      securitySchemes: SECURITY,
    },
  };
}

const SECURITY = {
  keyId: { type: "apiKey", in: "header", name: "APCA-API-KEY-ID" },
  secretKey: { type: "apiKey", in: "header", name: "APCA-API-SECRET-KEY" },
  basic: { type: "http", scheme: "basic" },
};

/** A key belongs to a caller, and what it guards is written under one (idempotent.ts). */
const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: [
    "Sent again with the same key, a write is answered as the first time, with Idempotent-Replayed: true,",
    "and does nothing. The key with another request is 422, while the first is under way 409.",
  ].join(" "),
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[ -~]+$" },
};

function takesKey(method: string, { isPublic = false }: Contract): boolean {
  return method !== "GET" && !isPublic;
}

type Operation = Pick<Route, "method" | "pattern" | "contract">;

function operationOf({ method, pattern, contract }: Operation, schemas: Schemas): Json {
  const parameters = [
    ...parametersOf("path", contract.params, schemas),
    ...parametersOf("query", contract.query, schemas),
    ...(takesKey(method, contract) ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
  ];
  return {
    operationId: `${method.toLowerCase()}${pattern.replace(PARAMETER, "by_$1").replace(/[^A-Za-z0-9]+/g, "_")}`,
    summary: contract.summary,
    tags: [contract.tag],
    ...(contract.isPublic ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(contract.body === undefined ? {} : { requestBody: bodyOf(contract.body, schemas) }),
    responses: {
      ...answersOf(contract, schemas),
      "4XX": { $ref: "#/components/responses/4XX" },
      "5XX": { $ref: "#/components/responses/5XX" },
    },
  };
}

function parametersOf(
  place: "path" | "query",
  object: z.ZodObject | undefined,
  schemas: Schemas,
): Json[] {
  if (object === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(object, "input", schemas) as {
    properties?: { [name: string]: Json };
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    ...(schema.type === "array" ? { style: "form", explode: false } : {}),
    schema,
  }));
}

function bodyOf(body: z.ZodType, schemas: Schemas): Json {
  const schema = schemaOf(body, "input", schemas);
  return { required: true, content: { "application/json": { schema } } };
}

function answersOf({ answers, mediaType }: Contract, schemas: Schemas): Json {
  const responses: Json = {};
  for (const [status, schema] of Object.entries(answers)) {
    const content =
      schema === null
        ? {}
        : {
            content: {
              [mediaType ?? "application/json"]: { schema: schemaOf(schema, "output", schemas) },
            },
          };
    responses[status] = { description: "Done.", ...content };
  }
  return responses;
}

function refusals(): Json {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
  return Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [status, { description, content }]),
  );
}

/** The JSON schema of a shape; shapes with an id are written once and referred to. */
function schemaOf(shape: z.ZodType, io: "input" | "output", schemas: Schemas): Json {
  const {
    $defs,
    $schema: _,
    ...schema
  } = refer(
    z.toJSONSchema(shape, { io, override: ({ jsonSchema }) => tolerant(jsonSchema) }),
  ) as Json & { $defs?: Schemas };
  Object.assign(schemas, $defs);
  const { id } = shape.meta() ?? {};
  if (id === undefined) return schema;
  schemas[id] = schema;
  return { $ref: `#/components/schemas/${id}` };
}

/** Clients must bear fields they do not know (alpaca-wire.md §1.0), however strict our tests are. */
function tolerant(schema: z.core.JSONSchema.BaseSchema): void {
  delete schema.additionalProperties;
}

function refer(schema: object): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

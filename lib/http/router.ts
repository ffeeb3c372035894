/**
 * Finds the handler of a method and path.
 *
 * Patterns are matched segment by segment after decoding, so `/v2/orders:by_client_order_id` is a
 * literal, sent with its colon or as `%3A` (alpaca-wire.md §1.7), and a `{name}` is never mistaken
 * for it: literals win.
 */
import type { Scope } from "@/lib/wire/raxx/scope";
import type { Handler } from "./call";
import type { Contract } from "./contract";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Such as `/v2/orders/{id}`. */
  readonly pattern: string;
  /** What the key or token must have been made for. */
  readonly scope: Scope;
  readonly handler: Handler;
  /** The schemas of what it reads and answers: /openapi.json is made of them. */
  readonly contract: Contract;
  /** False for a POST that says everything in its path: whatever comes with it is not read. */
  readonly takesBody?: boolean;
  /** The answer carries prices: it names its feed (decisions 20). */
  readonly priced?: boolean;
}

export type Match =
  | {
      readonly kind: "found";
      readonly route: Route;
      readonly params: { readonly [name: string]: string };
    }
  | { readonly kind: "wrong_method"; readonly allow: string }
  | { readonly kind: "not_found" };

export type Router = (method: string, path: string) => Match;

interface Compiled {
  readonly segments: readonly string[];
  readonly literals: number;
  readonly routes: Map<string, Route>;
}

const NOT_FOUND: Match = { kind: "not_found" };

/** Builds the router of a table; two routes of the same method and pattern are a bug. */
export function createRouter(routes: readonly Route[]): Router {
  const byLength = compile(routes);
  return (method, path) => {
    const segments = segmentsOf(path);
    if (segments === null) return NOT_FOUND;
    const found = byLength.get(segments.length)?.find((one) => fits(one.segments, segments));
    if (found === undefined) return NOT_FOUND;
    const route = found.routes.get(method);
    if (route === undefined) {
      return { kind: "wrong_method", allow: [...found.routes.keys()].join(", ") };
    }
    return { kind: "found", route, params: paramsOf(found.segments, segments) };
  };
}

function compile(routes: readonly Route[]): ReadonlyMap<number, readonly Compiled[]> {
  const byPattern = new Map<string, Compiled>();
  for (const route of routes) {
    const segments = route.pattern.split("/").slice(1);
    const literals = segments.filter((segment) => !isParam(segment)).length;
    const compiled = byPattern.get(route.pattern) ?? { segments, literals, routes: new Map() };
    if (compiled.routes.has(route.method)) throw new Error(`two routes for ${route.pattern}`);
    compiled.routes.set(route.method, route);
    byPattern.set(route.pattern, compiled);
  }
  const sorted = [...byPattern.values()].sort((a, b) => b.literals - a.literals);
  return byLengthOf(sorted);
}

function byLengthOf(all: readonly Compiled[]): ReadonlyMap<number, readonly Compiled[]> {
  const byLength = new Map<number, Compiled[]>();
  for (const one of all) {
    const group = byLength.get(one.segments.length) ?? [];
    byLength.set(one.segments.length, group);
    group.push(one);
  }
  return byLength;
}

/** Decoded segments of a path, one trailing slash forgiven; null when it cannot be decoded. */
function segmentsOf(path: string): readonly string[] | null {
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const raw = trimmed.split("/").slice(1);
  if (!trimmed.includes("%")) return raw;
  try {
    return raw.map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.every((part, index) =>
    isParam(part) ? segments[index] !== "" : part === segments[index],
  );
}

function paramsOf(pattern: readonly string[], segments: readonly string[]) {
  const params: { [name: string]: string } = {};
  for (const [index, part] of pattern.entries()) {
    if (isParam(part)) params[part.slice(1, -1)] = segments[index] ?? "";
  }
  return params;
}

function isParam(segment: string): boolean {
  return segment.startsWith("{");
}

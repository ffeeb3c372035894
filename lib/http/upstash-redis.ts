/**
 * @upstash/ratelimit over plain Redis: it wants Upstash's HTTP client but calls only these. Its Lua
 * carries a shebang that Redis before 7.4 refuses, so the script and its hash lose it (stack.md 4).
 */
import { createHash } from "node:crypto";
import type { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "ioredis";

/** The client the library asks for. */
export function overIoredis(redis: Redis): ConstructorParameters<typeof Ratelimit>[0]["redis"] {
  const plainHashes = new Map<string, string>();
  const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));
  const client = {
    evalsha: async (hash: string, keys: string[], args: unknown[]) => {
      const plain = plainHashes.get(hash);
      if (plain === undefined) throw new Error("NOSCRIPT");
      return redis.evalsha(plain, keys.length, ...keys, ...args.map(text));
    },
    eval: async (script: string, keys: string[], args: unknown[]) => {
      const plain = script.replace(/^#!lua[^\n]*\n/, "\n");
      plainHashes.set(sha1(script), sha1(plain));
      return redis.eval(plain, keys.length, ...keys, ...args.map(text));
    },
    get: (key: string) => redis.get(key),
    set: (key: string, value: unknown) => redis.set(key, text(value)),
  };
  return client as unknown as ConstructorParameters<typeof Ratelimit>[0]["redis"];
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

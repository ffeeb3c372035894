import { expect, test } from "vitest";
import { emptyAccount } from "@/lib/engine/account/account-state";
import { AccountCache } from "./account-cache";
import { GENESIS_HASH } from "./chain";

const at = (version: number) => ({
  state: { ...emptyAccount("a"), version },
  headHash: GENESIS_HASH,
  owner: null,
});

function cacheAt(version: number): AccountCache {
  const cache = new AccountCache();
  cache.set("a", at(version));
  return cache;
}

test("an entry never goes back to an older version", () => {
  const cache = cacheAt(5);
  cache.set("a", at(4));
  expect(cache.getMany(["a"]).get("a")?.state.version).toBe(5);
});

test("news of a newer version makes an entry stale until it is that new", () => {
  const cache = cacheAt(5);
  cache.expire("a", 5);
  expect(cache.isStale("a")).toBe(false);
  cache.expire("a", 7);
  expect(cache.isStale("a")).toBe(true);
  cache.set("a", at(6)); // an answer that was under way when the news came
  expect(cache.isStale("a")).toBe(true);
  cache.set("a", at(7));
  expect(cache.isStale("a")).toBe(false);
});

test("a dropped entry leaves nothing behind", () => {
  const cache = cacheAt(5);
  cache.expire("a", 7);
  cache.delete("a");
  expect(cache.isStale("a")).toBe(false);
  expect(cache.getMany(["a"]).size).toBe(0);
});

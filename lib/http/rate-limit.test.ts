import { expect, test } from "vitest";
import { CALLS_PER_MINUTE, InProcessRateLimiter } from "./rate-limit";

function limiterAt(startMs: number) {
  const clock = { atMs: startMs, nowMs: () => clock.atMs };
  return { clock, limiter: new InProcessRateLimiter(clock) };
}

async function taken(limiter: InProcessRateLimiter, calls: number): Promise<number> {
  let allowed = 0;
  for (let call = 0; call < calls; call += 1) {
    if ((await limiter.take("user", "free")).allowed) allowed += 1;
  }
  return allowed;
}

test("the tiers have 60, 600 and 3000 calls a minute (decisions 21)", () => {
  expect(CALLS_PER_MINUTE).toEqual({ free: 60, pro: 600, pro_plus: 3_000 });
});

test("a window lets 60 through and then none, however often it is asked", async () => {
  const { limiter } = limiterAt(120_000);
  expect(await taken(limiter, 100)).toBe(60);
  expect(await limiter.take("user", "free")).toEqual({
    limit: 60,
    remaining: 0,
    resetAtMs: 180_000,
    allowed: false,
  });
});

test("one user's calls are not another's", async () => {
  const { limiter } = limiterAt(120_000);
  await taken(limiter, 60);
  expect((await limiter.take("other", "free")).remaining).toBe(59);
});

test("the turn of a minute gives no double burst: the last minute fades out", async () => {
  const { limiter, clock } = limiterAt(179_000);
  expect(await taken(limiter, 60)).toBe(60);
  clock.atMs = 180_000;
  expect(await taken(limiter, 60)).toBe(0);
  clock.atMs = 210_000;
  expect(await taken(limiter, 60)).toBe(30);
});

test("after two quiet minutes all is there again", async () => {
  const { limiter, clock } = limiterAt(120_000);
  await taken(limiter, 60);
  clock.atMs = 300_000;
  expect(await taken(limiter, 61)).toBe(60);
});

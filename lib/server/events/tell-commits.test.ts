/** Who follows is told of every account, soon, and not for each commit. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { COMMITTED_CHANNEL } from "@/lib/wire/market-bus";
import { tellCommits } from "./tell-commits";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function listened() {
  const heard: string[] = [];
  const publish = async (channel: string, text: string) => {
    expect(channel).toBe(COMMITTED_CHANNEL);
    heard.push(text);
    return 1;
  };
  return { heard, tell: tellCommits({ publish } as never) };
}

test("a commit after a quiet moment is told at once, and what follows is told together, each account once", () => {
  const { heard, tell } = listened();
  tell(["a"]);
  expect(heard).toEqual(["a"]);
  tell(["b", "c"]);
  tell(["c", "d"]);
  expect(heard).toEqual(["a"]);
  vi.advanceTimersByTime(5);
  expect(heard).toEqual(["a", "b,c,d"]);
  vi.advanceTimersByTime(100);
  expect(heard).toEqual(["a", "b,c,d"]);
  tell(["a"]);
  expect(heard).toEqual(["a", "b,c,d", "a"]);
});

test("a hint that Redis does not take is forgotten, and the next one is told", async () => {
  const heard: string[] = [];
  const publish = async (_: string, text: string) => {
    heard.push(text);
    throw new Error("Redis is away");
  };
  const tell = tellCommits({ publish } as never);
  tell(["a"]);
  await vi.advanceTimersByTimeAsync(5);
  tell(["b"]);
  expect(heard).toEqual(["a", "b"]);
});

import { expect, it } from "vitest";
import { reconnectDelayMs } from "./backoff";

it("waits at most 0.5 s at first, and never over 30 s", () => {
  expect(reconnectDelayMs(0, () => 0.999)).toBeLessThanOrEqual(500);
  expect(reconnectDelayMs(3, () => 0.999)).toBeLessThanOrEqual(4_000);
  expect(reconnectDelayMs(50, () => 0.999)).toBeLessThanOrEqual(30_000);
  expect(reconnectDelayMs(50, () => 0.999)).toBeGreaterThan(29_000);
});

it("spreads tabs over the whole span, but never hammers", () => {
  expect(reconnectDelayMs(6, () => 0.5)).toBe(15_000);
  expect(reconnectDelayMs(6, () => 0)).toBe(250);
});

/** Memory is used again, and never while somebody still needs it. */
import { expect, test } from "vitest";
import { FrameMemory, type Room } from "./frame-memory";

/** Rooms of 100 KB, two to a slab, each written full of its own number. */
function rooms(memory: FrameMemory, count: number): Room[] {
  return Array.from({ length: count }, (_, index) => {
    const room = memory.take(100_000);
    room.bytes.fill(index + 1);
    return room;
  });
}

const memories = (taken: readonly Room[]) => new Set(taken.map(({ bytes }) => bytes.buffer));

test("what was taken stays as it was written until it is given back", () => {
  const memory = new FrameMemory();
  const taken = rooms(memory, 40);
  expect(taken.map(({ bytes }) => bytes[0])).toEqual(taken.map((_, index) => index + 1));
  expect(taken.map(({ bytes }) => bytes[99_999])).toEqual(taken.map((_, index) => index + 1));
  expect(memories(taken).size).toBe(20);
});

test("what was given back is taken again", () => {
  const memory = new FrameMemory();
  const first = rooms(memory, 40);
  for (const { done } of first) done();
  const second = rooms(memory, 40);
  expect(memories([...first, ...second]).size).toBe(20);
});

test("a slab of which a part is still needed is left alone", () => {
  const memory = new FrameMemory();
  const [slow, ...rest] = rooms(memory, 40);
  for (const { done } of rest) done();
  const later = rooms(memory, 40);
  expect(slow?.bytes.every((byte) => byte === 1)).toBe(true);
  expect(memories(later).has(slow?.bytes.buffer as ArrayBuffer)).toBe(false);
});

test("a frame larger than a slab has memory of its own", () => {
  const memory = new FrameMemory();
  const large = memory.take(1_000_000);
  expect(large.bytes.length).toBe(1_000_000);
  large.done();
  expect(memory.take(10).bytes.buffer).not.toBe(large.bytes.buffer);
});

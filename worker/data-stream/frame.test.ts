/** Frames are arrays of what each message says, in either encoding, however few or many, behind the header of RFC 6455. */
import { unpack } from "msgpackr";
import { expect, test } from "vitest";
import { frameOf } from "./frame";
import { FrameMemory } from "./frame-memory";
import { Message } from "./message";

const MESSAGES = [{ S: "SPY", bp: 600.01 }, { T: "t", c: ["§", "€"] }, { msg: 'say "so"' }];
const memory = new FrameMemory();

test.each([0, 1, 2, 3])("%i messages", (count) => {
  const fields = MESSAGES.slice(0, count);
  const messages = fields.map((one) => new Message(one));
  const json = frameOf(messages, "json", memory).bytes;
  expect([json[0], json[1]]).toEqual([0x81, json.length - 2]);
  expect(json.subarray(2).toString()).toBe(JSON.stringify(fields));
  const packed = frameOf(messages, "msgpack", memory).bytes;
  expect([packed[0], packed[1]]).toEqual([0x82, packed.length - 2]);
  expect(unpack(packed.subarray(2))).toEqual(fields);
});

test.each([
  // Payload, and its header as RFC 6455 §5.2 and the examples of §5.7 have it.
  [125, "817d"],
  [126, "817e007e"],
  [256, "817e0100"],
  [65_535, "817effff"],
  [65_536, "817f0000000000010000"],
  [300_000, "817f00000000000493e0"],
])("a payload of %i bytes", (length, header) => {
  const fields = { text: "x".repeat(length - '[{"text":""}]'.length) };
  const { bytes } = frameOf([new Message(fields)], "json", memory);
  expect(bytes.toString("hex", 0, header.length / 2)).toBe(header);
  expect(bytes.toString("utf8", header.length / 2)).toBe(JSON.stringify([fields]));
});

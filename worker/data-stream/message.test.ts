/** Frames are arrays of what each message says, in either encoding, however few or many. */
import { unpack } from "msgpackr";
import { expect, test } from "vitest";
import { frameOf, Message } from "./message";

const MESSAGES = [{ S: "SPY", bp: 600.01 }, { T: "t", c: ["§", "€"] }, { msg: 'say "so"' }];

test.each([0, 1, 2, 3])("%i messages", (count) => {
  const fields = MESSAGES.slice(0, count);
  const messages = fields.map((one) => new Message(one));
  expect(frameOf(messages, "json").toString()).toBe(JSON.stringify(fields));
  expect(unpack(frameOf(messages, "msgpack"))).toEqual(fields);
});

/**
 * One frame of many messages, header and payload in one piece of memory: the socket takes it with one call. Frames of
 * a server are whole and unmasked (RFC 6455 §5.2, read 2026-11-22).
 */
import type { FrameMemory, Room } from "./frame-memory";
import type { Encoding, Message } from "./message";

const [FINAL_TEXT, FINAL_BINARY] = [0x81, 0x82];
/** Lengths above these take 2 and 8 bytes of their own. */
const [TINY_MAX, SMALL_MAX] = [125, 65_535];

const NOTHING = Buffer.alloc(0);
const JSON_LIST = { open: Buffer.from("["), between: Buffer.from(","), close: Buffer.from("]") };

const ARRAY_16 = 0xdc;
const ARRAY_32 = 0xdd;
const FIXED_ARRAY = 0x90;

/** Puts messages into one frame: an array of objects, as every frame from the server is. Bytes are copied, never encoded again. */
export function frameOf(
  messages: readonly Message[],
  encoding: Encoding,
  memory: Pick<FrameMemory, "take">,
): Room {
  const { open, between, close } = encoding === "json" ? JSON_LIST : msgpackList(messages.length);
  let length = open.length + close.length + between.length * Math.max(0, messages.length - 1);
  for (const message of messages) length += message[encoding].length;
  const room = memory.take(headerLength(length) + length);
  const { bytes } = room;
  let at = writeHeader(bytes, encoding, length);
  bytes.set(open, at);
  at += open.length;
  for (const [index, message] of messages.entries()) {
    if (index > 0) bytes.set(between, at);
    if (index > 0) at += between.length;
    bytes.set(message[encoding], at);
    at += message[encoding].length;
  }
  bytes.set(close, at);
  return room;
}

function headerLength(length: number): number {
  if (length <= TINY_MAX) return 2;
  return length <= SMALL_MAX ? 4 : 10;
}

function writeHeader(bytes: Buffer, encoding: Encoding, length: number): number {
  bytes[0] = encoding === "json" ? FINAL_TEXT : FINAL_BINARY;
  const taken = headerLength(length);
  if (taken === 2) bytes[1] = length;
  if (taken === 4) {
    bytes[1] = TINY_MAX + 1;
    bytes.writeUInt16BE(length, 2);
  }
  if (taken === 10) {
    bytes[1] = TINY_MAX + 2;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  return taken;
}

/** msgpack says in front how many there are, and nothing between or behind. */
function msgpackList(length: number) {
  return { open: arrayHeader(length), between: NOTHING, close: NOTHING };
}

function arrayHeader(length: number): Buffer {
  if (length < 16) return Buffer.from([FIXED_ARRAY | length]);
  if (length < 65_536) return Buffer.from([ARRAY_16, length >> 8, length & 255]);
  const header = Buffer.alloc(5);
  header[0] = ARRAY_32;
  header.writeUInt32BE(length, 1);
  return header;
}

/**
 * Messages to many clients, each encoded once per encoding: the parts of a tick are encoded alone and
 * put together per client into one array, which is one frame.
 */
import { Packr } from "msgpackr";

export type Encoding = "json" | "msgpack";

/** Fields with times as Date: msgpack's timestamp extension (-1), RFC 3339 text in JSON. */
export type Fields = Record<string, unknown>;

// Records are an extension of this library; Alpaca's clients know plain maps only.
const packr = new Packr({ useRecords: false, variableMapSize: true });

const ARRAY_16 = 0xdc;
const ARRAY_32 = 0xdd;
const FIXED_ARRAY = 0x90;

/** One message, encoded when first needed. */
export class Message {
  readonly #fields: Fields;
  #json: Buffer | null = null;
  #msgpack: Buffer | null = null;

  constructor(
    fields: Fields,
    /** Messages of the same name replace each other for a reader that is behind; null for each counts. */
    readonly replaces: string | null = null,
  ) {
    this.#fields = fields;
  }

  get json(): Buffer {
    this.#json ??= Buffer.from(JSON.stringify(this.#fields));
    return this.#json;
  }

  get msgpack(): Buffer {
    this.#msgpack ??= packr.pack(this.#fields);
    return this.#msgpack;
  }
}

function arrayHeader(length: number): Buffer {
  if (length < 16) return Buffer.from([FIXED_ARRAY | length]);
  if (length < 65_536) return Buffer.from([ARRAY_16, length >> 8, length & 255]);
  const header = Buffer.alloc(5);
  header[0] = ARRAY_32;
  header.writeUInt32BE(length, 1);
  return header;
}

/** Puts messages into one frame: an array of objects, as every frame from the server is. Bytes are copied, never encoded again. */
export function frameOf(messages: readonly Message[], encoding: Encoding): Buffer {
  if (encoding === "json") return jsonArray(messages.map(({ json }) => json));
  return Buffer.concat([arrayHeader(messages.length), ...messages.map(({ msgpack }) => msgpack)]);
}

const [OPEN, COMMA, CLOSE] = [0x5b, 0x2c, 0x5d];

function jsonArray(items: readonly Buffer[]): Buffer {
  let length = 1 + Math.max(1, items.length);
  for (const item of items) length += item.length;
  const array = Buffer.allocUnsafe(length);
  array[0] = OPEN;
  let at = 1;
  for (const item of items) {
    if (at > 1) array[at++] = COMMA;
    array.set(item, at);
    at += item.length;
  }
  array[at] = CLOSE;
  return array;
}

/** Reads a client's object, or null when it is none. */
export function readFrame(data: Buffer, encoding: Encoding): Record<string, unknown> | null {
  try {
    const value: unknown = encoding === "json" ? JSON.parse(data.toString()) : packr.unpack(data);
    return isObject(value) ? value : null;
  } catch {
    // Whatever the client sent, it was not a message: the caller answers 400.
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const ERRORS = {
  400: "invalid syntax",
  401: "not authenticated",
  402: "auth failed",
  403: "already authenticated",
  404: "auth timeout",
  405: "symbol limit exceeded",
  406: "connection limit exceeded",
  407: "slow client",
  409: "insufficient subscription",
  410: "invalid subscribe action for this feed",
  411: "insufficient scope",
  412: "option messages are only available in MsgPack format",
  413: "star subscription is not allowed for option quotes",
  500: "internal error",
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** Makes Alpaca's error message of a code. */
export function errorMessage(code: ErrorCode): Message {
  return new Message({ T: "error", code, msg: ERRORS[code] });
}

/** Makes the messages that tell a client how far it has come. */
export function successMessage(msg: "connected" | "authenticated"): Message {
  return new Message({ T: "success", msg });
}

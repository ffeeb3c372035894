/**
 * Messages to many clients, each encoded once per encoding: the parts of a tick are encoded alone and
 * put together per client into one array, which is one frame (frame.ts).
 */
import { Packr } from "msgpackr";

export type Encoding = "json" | "msgpack";

/** Fields with times as Date: msgpack's timestamp extension (-1), RFC 3339 text in JSON. */
export type Fields = Record<string, unknown>;

// Records are an extension of this library; Alpaca's clients know plain maps only.
const packr = new Packr({ useRecords: false, variableMapSize: true });

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

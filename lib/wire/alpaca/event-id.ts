/**
 * Public event ids: 26 characters of Crockford base32 shaped like a ULID, 48 bits of epoch ms and
 * 80 bits that hold the account's event version (decisions 4). They sort as the events do, and a
 * stream resumes from one by its version alone.
 *
 * Source: github.com/ulid/spec, alphabet and layout, read 2026-11-20.
 */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_LENGTH = 10;
const VERSION_LENGTH = 16;
/** 26 characters hold 130 bits: the first may not pass 7, or the time would not fit its 48. */
const EVENT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export interface EventId {
  /** Epoch ms, never earlier than that of the account's event before. */
  readonly eventMs: number;
  /** The number of the event in its account. */
  readonly version: number;
}

/** Writes the public id of an event. */
export function encodeEventId({ eventMs, version }: EventId): string {
  return base32(eventMs, TIME_LENGTH) + base32(version, VERSION_LENGTH);
}

/** Reads a public id; null for any text that no event can have. */
export function decodeEventId(text: string): EventId | null {
  if (!EVENT_ID.test(text)) return null;
  const eventMs = numberOf(text.slice(0, TIME_LENGTH));
  const version = numberOf(text.slice(TIME_LENGTH));
  return Number.isSafeInteger(version) && version > 0 ? { eventMs, version } : null;
}

function base32(value: number, length: number): string {
  let text = "";
  for (let left = value; text.length < length; left = Math.floor(left / 32)) {
    text = `${ALPHABET[left % 32]}${text}`;
  }
  return text;
}

/** Exact below 2^53; larger numbers only have to stay larger, they are refused. */
function numberOf(text: string): number {
  let value = 0;
  for (const character of text) value = value * 32 + ALPHABET.indexOf(character);
  return value;
}

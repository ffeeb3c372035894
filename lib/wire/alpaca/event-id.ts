/**
 * Public event ids: 26 characters of Crockford base32 shaped like a ULID, 48 bits of epoch ms and
 * 80 bits that hold the account's event version and, in the last two characters, which of the
 * messages of that event it names (decisions 4, docs/adr/0019). They sort as the messages do,
 * and a stream resumes from one by version and part alone.
 *
 * Source: github.com/ulid/spec, alphabet and layout, read 2026-11-20.
 */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_LENGTH = 10;
const VERSION_LENGTH = 14;
const PART_LENGTH = 2;
/** The last message of an event, and so the event as a whole. */
const LAST_PART = 32 ** PART_LENGTH - 1;
/** 26 characters hold 130 bits: the first may not pass 7, or the time would not fit its 48. */
const EVENT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

export interface EventId {
  /** Epoch ms, never earlier than that of the account's event before. */
  readonly eventMs: number;
  /** The number of the event in its account. */
  readonly version: number;
  /** Which of the event's messages; the last one, as any id of a whole event, when left out. */
  readonly part?: number;
}

/** Writes the public id of an event, or of one message of it. */
export function encodeEventId({ eventMs, version, part = LAST_PART }: EventId): string {
  return base32(eventMs, TIME_LENGTH) + base32(version, VERSION_LENGTH) + base32(part, PART_LENGTH);
}

/** The ids of an event's messages, in order: a reader that saw one of them resumes with the next. */
export function messageIds(event: EventId, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    encodeEventId({
      ...event,
      part: index === count - 1 ? LAST_PART : Math.min(index, LAST_PART - 1),
    }),
  );
}

/** Reads a public id; null for any text that no event can have. */
export function decodeEventId(text: string): Required<EventId> | null {
  if (!EVENT_ID.test(text)) return null;
  const eventMs = numberOf(text.slice(0, TIME_LENGTH));
  const version = numberOf(text.slice(TIME_LENGTH, -PART_LENGTH));
  const part = numberOf(text.slice(-PART_LENGTH));
  return Number.isSafeInteger(version) && version > 0 ? { eventMs, version, part } : null;
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

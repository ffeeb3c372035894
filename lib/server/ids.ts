/**
 * Ids: UUIDv7 for new things, so that rows sort by time; UUIDv5 for derived things, so that a retry
 * or a replay derives the same id (decisions 5).
 */
import { createHash, randomFillSync } from "node:crypto";

/** Namespace of everything Raxx derives: made once, never changes. */
const NAMESPACE = Buffer.from("6f0c8a5e2d7b4f1e9a3c5b8d7e6f4a21", "hex");

/** Random bytes drawn ahead: asking the system for 256 ids costs little more than for one. */
const drawn = Buffer.alloc(4_096);
let drawnUsed = drawn.length;

/** A new id, sortable by its time (RFC 9562 version 7). */
export function uuidv7(atMs: number): string {
  if (drawnUsed === drawn.length) {
    randomFillSync(drawn);
    drawnUsed = 0;
  }
  const bytes = drawn.subarray(drawnUsed, drawnUsed + 16);
  drawnUsed += 16;
  bytes.writeUIntBE(atMs, 0, 6);
  return stamp(bytes, 0x70);
}

/** The id of a thing that follows from others, such as the third fill of an order (RFC 9562 version 5). */
export function uuidv5(name: string): string {
  const bytes = createHash("sha1").update(NAMESPACE).update(name).digest().subarray(0, 16);
  return stamp(bytes, 0x50);
}

/** Makes the ids of one piece of work. */
export type NewId = () => string;

/** Ids that are new each time. */
export function freshIds({ nowMs }: { readonly nowMs: () => number }): NewId {
  return () => uuidv7(nowMs());
}

/**
 * Ids that follow from a name and the time of its first use, the first, the second and so on: work that
 * is done again under the same name makes the same ones. They sort by time as others do (version 7).
 */
export function derivedIds(atMs: number, name: string): NewId {
  let made = 0;
  return () => {
    made += 1;
    const bytes = createHash("sha256").update(NAMESPACE).update(`${name}:${made}`).digest();
    bytes.writeUIntBE(atMs, 0, 6);
    return stamp(bytes.subarray(0, 16), 0x70);
  };
}

function stamp(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID at all: anything else is "not found", never a database error. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

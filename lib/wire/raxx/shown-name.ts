/** Names that people give their things, and texts they write: shown as they are, so what no screen shows is refused. */
import { z } from "zod";

/** Control characters and halves of letters: PostgreSQL cannot keep some of them, and none is seen. */
const PLAIN = /^[^\p{Cc}\p{Cs}]*$/u;
/** The same with lines and tabs. */
const PLAIN_LINES = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;
const NAME_LENGTH_MAX = 60;

/** The name of an account, a passkey or a key; `say` replaces the sentences of the checks. */
export function shownName(say?: string) {
  return z
    .string(say)
    .trim()
    .regex(PLAIN, say ?? "must be plain text")
    .min(1, say)
    .max(NAME_LENGTH_MAX, say);
}

/** A text of several lines. */
export const ShownText = z.string().trim().regex(PLAIN_LINES, "must be plain text").max(2_000);

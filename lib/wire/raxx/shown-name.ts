/** Names that people give their things, and texts they write: shown as they are, so what no screen shows is refused. */
import { z } from "zod";

/**
 * Control characters and halves of letters: PostgreSQL cannot keep some of them, and none is seen. Those that turn
 * the direction of writing around would turn what stands after them too.
 */
const PLAIN = /^[^\p{Cc}\p{Cs}\p{Bidi_Control}]*$/u;
/** The same with lines and tabs. */
const PLAIN_LINES = /^(?:[^\p{Cc}\p{Cs}\p{Bidi_Control}]|[\n\r\t])*$/u;
/** Something that is drawn: joiners alone, which emoji are put together with, and letters that are empty are nothing. */
const SEEN = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}]/u;
const NAME_LENGTH_MAX = 60;

/** The name of an account, a passkey or a key; `say` replaces the sentences of the checks. */
export function shownName(say?: string) {
  return z
    .string(say)
    .trim()
    .regex(PLAIN, say ?? "must be plain text")
    .min(1, say)
    .regex(SEEN, say ?? "must have something to read")
    .max(NAME_LENGTH_MAX, say);
}

/** A text of several lines. */
export const ShownText = z.string().trim().regex(PLAIN_LINES, "must be plain text").max(2_000);

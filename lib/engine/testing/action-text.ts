/**
 * Corporate actions as a row of a story tells them:
 *
 *   ID split SYMBOL 2:1 ex DATE [pay DATE] [fraction PRICE]      (reverse likewise)
 *   ID stock-dividend SYMBOL 5:100 ex DATE …
 *   ID dividend SYMBOL 0.50 ex DATE pay DATE [special]
 *   ID spin-off SYMBOL NEW 1:5 ex DATE [cost 0.2] …
 *   ID merger SYMBOL NEW 1:2 ex DATE [cash PRICE] …   or   ID merger SYMBOL cash PRICE ex DATE
 *   ID rename SYMBOL NEW ex DATE
 *   ID delisting SYMBOL ex DATE [pay DATE] [cash PRICE] [close PRICE]
 *
 * A memo of the clearing house and whatever else is rare is added by the test itself.
 */
import { type ActionFact, type ActionKind, NOTHING_TOLD } from "../action/action-fact";
import type { CorporateAction } from "../action/corporate-action";
import { readAction } from "../action/read-action";
import { dollars, equity, quantity } from "./builders";
import { Words } from "./verbs/story";

const KINDS: { readonly [word: string]: ActionKind } = {
  split: "forward_split",
  reverse: "reverse_split",
  "stock-dividend": "stock_dividend",
  dividend: "cash_dividend",
  "spin-off": "spin_off",
  merger: "merger",
  rename: "rename",
  delisting: "delisting",
};

/** "split XYZ 3:2 fraction 40" as a whole action of Monday 2026-11-23, under the id a1. */
export function action(text: string, more: Partial<ActionFact> = {}): CorporateAction {
  const told = { ...factOf(new Words(`a1 ${text}`.split(" "))), ...more };
  const read = readAction({ ...told, exDate: told.exDate ?? "2026-11-23" });
  const [whole] = read.ok ? read.value : [];
  if (whole === undefined) throw new Error(`not a whole action: ${text}`);
  return whole;
}

/** A fact with nothing in it but what it is about. */
export function fact(
  about: Pick<ActionFact, "id" | "kind" | "symbol">,
  told: Partial<ActionFact> = {},
): ActionFact {
  return { ...NOTHING_TOLD, ...about, ...told };
}

/** Reads a fact from the words of a row. */
export function factOf(words: Words): ActionFact {
  const [id, word, symbol] = [words.next(), words.next(), words.next()];
  const kind = KINDS[word] ?? (word as ActionKind);
  const amount = kind === "cash_dividend" ? words.next() : null;
  const other = words.maybe(/^(?!cash$|ex$|pay$)[A-Z]/);
  const ratio = words.maybe(/^[0-9.]+:[0-9.]+$/)?.split(":");
  const told: Map<string, string> = new Map();
  for (let key = words.maybe(OPTION); key !== null; key = words.maybe(OPTION)) {
    told.set(key, key === "special" ? "yes" : words.next());
  }
  const price = (key: string) => (told.has(key) ? dollars(told.get(key) ?? "") : null);
  const share = told.get("cost");
  return fact(
    { id, kind, symbol },
    {
      exDate: told.get("ex") ?? null,
      payDate: told.get("pay") ?? null,
      recordDate: told.get("record") ?? null,
      newNanos: ratio === undefined ? null : quantity(ratio[0] ?? ""),
      oldNanos: ratio === undefined ? null : quantity(ratio[1] ?? ""),
      cashMicros: amount === null ? price("cash") : dollars(amount),
      special: told.has("special"),
      other: other === null ? null : equity(other),
      fractionMicros: price("fraction"),
      closeMicros: price("close"),
      costShareNanos: share === undefined ? null : quantity(share),
    },
  );
}

const OPTION = /^(ex|pay|record|fraction|cost|cash|close|special)$/;

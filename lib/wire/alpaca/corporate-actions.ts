/** Corporate actions by kind (alpaca-wire.md §5.3): every kind is a list that is always there. */
import { z } from "zod";

export const ACTION_TYPES = [
  "reverse_split",
  "forward_split",
  "unit_split",
  "cash_dividend",
  "stock_dividend",
  "spin_off",
  "cash_merger",
  "stock_merger",
  "stock_and_cash_merger",
  "redemption",
  "name_change",
  "worthless_removal",
  "rights_distribution",
  "partial_call",
  "reorganization",
] as const;
type ListName = `${(typeof ACTION_TYPES)[number]}s`;

/** Terms differ by kind and grow with time; each has an id and the date it is processed. */
const Action = z.looseObject({ id: z.string(), process_date: z.string() });
type Action = z.infer<typeof Action>;

const LIST_NAMES: readonly ListName[] = ACTION_TYPES.map((type): ListName => `${type}s`);

function lists<List extends z.ZodType>(list: List) {
  const shape = Object.fromEntries(LIST_NAMES.map((name) => [name, list]));
  return z.object(shape as Record<ListName, List>);
}

/** A page as we answer it. */
export const CorporateActions = z.object({
  corporate_actions: lists(z.array(Action)),
  next_page_token: z.string().nullable(),
});

/** A page as the data account answers it: kinds it has nothing of may be absent. */
export const UpstreamActions = z.object({
  corporate_actions: lists(z.array(Action).nullish()),
  next_page_token: z.string().nullish(),
});

/** Puts every list where clients look for it. */
export function wholeActions(
  page: z.infer<typeof UpstreamActions>,
): z.infer<typeof CorporateActions> {
  const found = LIST_NAMES.map((name) => [name, page.corporate_actions[name] ?? []] as const);
  return {
    corporate_actions: Object.fromEntries(found) as Record<ListName, Action[]>,
    next_page_token: page.next_page_token || null,
  };
}

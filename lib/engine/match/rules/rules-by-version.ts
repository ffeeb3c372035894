/**
 * The rules of every version that ever decided a fill. A change of a rule is a new row with a new
 * number; the old row stays, so that an old fill is explained by what it was decided by
 * (decisions 31).
 */
import { decideFill } from "./decide-fill";
import type { FillRules } from "./fill-facts";

export type RulesByVersion = { readonly [version: number]: FillRules };

export const FILL_RULES: RulesByVersion = { 1: decideFill };

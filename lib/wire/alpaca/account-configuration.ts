/** The object of GET and PATCH /v2/account/configurations (alpaca-wire.md §1.3). */
import { z } from "zod";
import type { AccountState } from "@/lib/engine/account/account-state";
import type { ChoiceChange } from "@/lib/engine/account/change-choices";
import { tradingLevel } from "@/lib/engine/margin/options-level";

const MULTIPLIERS = ["1", "2", "4"] as const;
const MAIL = ["all", "none"] as const;

export const AccountConfiguration = z
  .strictObject({
    disable_overnight_trading: z.boolean(),
    fractional_trading: z.boolean(),
    max_margin_multiplier: z.enum(MULTIPLIERS),
    max_options_trading_level: z
      .int()
      .min(0)
      .max(3)
      .describe("0 none, 1 covered calls and cash-secured puts, 2 buying, 3 spreads"),
    no_shorting: z.boolean(),
    ptp_no_exception_entry: z.boolean(),
    suspend_trade: z.boolean(),
    trade_confirm_email: z.enum(MAIL),
  })
  .meta({ id: "AccountConfiguration" });
type AccountConfiguration = z.infer<typeof AccountConfiguration>;

/** A number arrives as its text, and SDKs send either. */
const Level = z
  .enum(["0", "1", "2", "3"])
  .transform((text) => Number(text) as 0 | 1 | 2 | 3)
  .meta({ type: "integer", enum: [0, 1, 2, 3] });
const Multiplier = z
  .enum(MULTIPLIERS)
  .transform((text) => Number(text) as 1 | 2 | 4)
  .meta({ enum: [...MULTIPLIERS] });

export const ConfigurationChange = z
  .object({
    disable_overnight_trading: z.boolean(),
    fractional_trading: z.boolean(),
    max_margin_multiplier: Multiplier,
    max_options_trading_level: Level,
    no_shorting: z.boolean(),
    ptp_no_exception_entry: z.boolean(),
    suspend_trade: z.boolean(),
    trade_confirm_email: z.enum(MAIL),
  })
  .partial();

/** Writes what the account is kept from. */
export function alpacaConfiguration(
  state: Pick<AccountState, "choices" | "margin" | "policy">,
): AccountConfiguration {
  const { choices, margin } = state;
  return {
    disable_overnight_trading: !choices.overnight,
    fractional_trading: choices.fractional,
    max_margin_multiplier: String(margin.maxMultiplier) as (typeof MULTIPLIERS)[number],
    max_options_trading_level: tradingLevel(state),
    no_shorting: !choices.shorting,
    ptp_no_exception_entry: choices.partnershipsWithoutException,
    suspend_trade: choices.suspended,
    trade_confirm_email: choices.confirmsByMail ? "all" : "none",
  };
}

/** The change of the account that a PATCH asks for: what it names, and nothing else. */
export function choiceChange(asked: z.infer<typeof ConfigurationChange>): ChoiceChange {
  const { max_margin_multiplier: maxMultiplier } = asked;
  const choices = {
    overnight: not(asked.disable_overnight_trading),
    fractional: asked.fractional_trading,
    optionsLevelMax: asked.max_options_trading_level,
    shorting: not(asked.no_shorting),
    partnershipsWithoutException: asked.ptp_no_exception_entry,
    suspended: asked.suspend_trade,
    confirmsByMail:
      asked.trade_confirm_email === undefined ? undefined : asked.trade_confirm_email === "all",
  };
  return {
    choices: Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined)),
    ...(maxMultiplier !== undefined && { maxMultiplier }),
  };
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

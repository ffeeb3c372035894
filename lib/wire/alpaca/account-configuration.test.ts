import { expect, test } from "vitest";
import { openedAccount } from "../testing/account";
import { alpacaConfiguration, ConfigurationChange, choiceChange } from "./account-configuration";

test("a new account has Alpaca's defaults (§1.3)", () => {
  expect(alpacaConfiguration(openedAccount())).toEqual({
    disable_overnight_trading: false,
    fractional_trading: true,
    max_margin_multiplier: "2",
    max_options_trading_level: 3,
    no_shorting: false,
    ptp_no_exception_entry: false,
    suspend_trade: false,
    trade_confirm_email: "all",
  });
});

test("a change names what it changes and nothing else", () => {
  expect(choiceChange(ConfigurationChange.parse({}))).toEqual({ choices: {} });
  const all = {
    ...{ disable_overnight_trading: true, fractional_trading: false, no_shorting: true },
    ...{ max_margin_multiplier: "4", max_options_trading_level: "1", suspend_trade: true },
    ...{ ptp_no_exception_entry: true, trade_confirm_email: "none", dtbp_check: "entry" },
  };
  expect(choiceChange(ConfigurationChange.parse(all))).toEqual({
    maxMultiplier: 4,
    choices: {
      ...{ overnight: false, fractional: false, shorting: false, suspended: true },
      ...{ optionsLevelMax: 1, partnershipsWithoutException: true, confirmsByMail: false },
    },
  });
});

/** GET and PATCH /v2/account/configurations (alpaca-wire.md §1.3). */
import { changeChoices } from "@/lib/server/accounts/change-choices";
import { readAccount } from "@/lib/server/accounts/read-account";
import {
  alpacaConfiguration,
  ConfigurationChange,
  choiceChange,
} from "@/lib/wire/alpaca/account-configuration";
import { type Handler, ok } from "../call";
import { readBody } from "./body";

/** What the owner keeps the account from. */
export const getConfiguration: Handler = async ({ deps, caller }) => {
  const { state } = await readAccount(deps, caller);
  return ok(alpacaConfiguration(state));
};

/** Changes what the body names. */
export const patchConfiguration: Handler = async ({ deps, caller, body }) => {
  const change = choiceChange(readBody(ConfigurationChange, body));
  return ok(alpacaConfiguration(await changeChoices(deps, caller, change)));
};

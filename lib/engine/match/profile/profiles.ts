/** The fill profiles by name. Adding one is adding its file and its row. */
import type { FillProfile } from "../../account/account-state";
import { ALPACA } from "./alpaca";
import type { ProfileRule } from "./profile-rule";
import { QUEUE } from "./queue";
import { STANDARD } from "./standard";
import { STRICT } from "./strict";

export const PROFILES: { readonly [P in FillProfile]: ProfileRule } = {
  strict: STRICT,
  standard: STANDARD,
  queue: QUEUE,
  alpaca: ALPACA,
};

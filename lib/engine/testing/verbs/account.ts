/**
 * What an account has:
 *
 *   account  NAME cash|margin DOLLARS [fees]
 *   cash, power, position, requirement     NAME [SYMBOL]
 */
import { symbolOf } from "../builders";
import { cashText, positionText, powerText, requirementText } from "../outcome-text";
import { open, traderOf, type Verbs } from "./story";

export const ACCOUNT_VERBS: Verbs = {
  account(story, words) {
    open(story, words.next(), {
      kind: words.next(),
      cash: words.next(),
      fees: words.maybe(/^fees$/) === null ? "none" : "regulatory",
    });
    return "";
  },
  cash: (story, words) => cashText(traderOf(story, words.next()).state),
  power: (story, words) => powerText(traderOf(story, words.next()).state, story.market.view()),
  position: (story, words) =>
    positionText(traderOf(story, words.next()).state, symbolOf(words.next())),
  requirement: (story, words) =>
    requirementText(traderOf(story, words.next()).state, story.market.view()),
};

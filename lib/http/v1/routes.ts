/** What Raxx has and Alpaca does not; nothing of it is under `/v2` (decisions 22). */
import type { Route } from "../router";
import { getAccounts, getOneAccount, patchAccount, postAccount, postReset } from "./accounts";
import { getFillExplanation, getFillRecompute, getOrderExplanation } from "./explanations";
import { getExport } from "./export";
import { getMargin } from "./margin";
import { postPreview } from "./preview";
import { postReplay } from "./replay";
import { getStrategies, postRecognise } from "./strategies";

const read = { scope: "read" } as const;
const manage = { scope: "account:write" } as const;

export const V1_ROUTES: readonly Route[] = [
  { method: "POST", pattern: "/v1/orders/preview", ...read, handler: postPreview, priced: true },
  {
    method: "GET",
    pattern: "/v1/orders/{id}/explanation",
    ...read,
    handler: getOrderExplanation,
    priced: true,
  },
  { method: "GET", pattern: "/v1/fills/{id}/explanation", ...read, handler: getFillExplanation },
  { method: "GET", pattern: "/v1/fills/{id}/recompute", ...read, handler: getFillRecompute },
  { method: "GET", pattern: "/v1/accounts", ...read, handler: getAccounts },
  { method: "POST", pattern: "/v1/accounts", ...manage, handler: postAccount },
  { method: "GET", pattern: "/v1/accounts/{id}", ...read, handler: getOneAccount },
  { method: "PATCH", pattern: "/v1/accounts/{id}", ...manage, handler: patchAccount },
  { method: "POST", pattern: "/v1/accounts/{id}/reset", ...manage, handler: postReset },
  { method: "GET", pattern: "/v1/margin", ...read, handler: getMargin, priced: true },
  { method: "GET", pattern: "/v1/strategies", ...read, handler: getStrategies, priced: true },
  { method: "POST", pattern: "/v1/strategies/recognise", ...read, handler: postRecognise },
  { method: "POST", pattern: "/v1/replay", ...read, handler: postReplay },
  { method: "GET", pattern: "/v1/export", ...read, handler: getExport },
];

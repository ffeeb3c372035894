/** What Raxx has and Alpaca does not; nothing of it is under `/v2` (decisions 22). */
import type { Route } from "../router";
import { getAccounts, getOneAccount, patchAccount, postAccount, postReset } from "./accounts";
import { ACCOUNTS, EXPLAIN, RECORDS } from "./contracts";
import { getFillExplanation, getFillRecompute, getOrderExplanation } from "./explanations";
import { getExport } from "./export";
import { getMargin } from "./margin";
import { postPreview } from "./preview";
import { postReplay } from "./replay";
import { getStrategies, postRecognise } from "./strategies";

const read = { scope: "read" } as const;
const manage = { scope: "account:write" } as const;

export const V1_ROUTES: readonly Route[] = [
  {
    ...{ method: "POST", pattern: "/v1/orders/preview", ...read, handler: postPreview },
    ...{ priced: true, contract: EXPLAIN.preview },
  },
  {
    ...{ method: "GET", pattern: "/v1/orders/{id}/explanation", ...read },
    ...{ handler: getOrderExplanation, priced: true, contract: EXPLAIN.order },
  },
  {
    ...{ method: "GET", pattern: "/v1/fills/{id}/explanation", ...read },
    ...{ handler: getFillExplanation, contract: EXPLAIN.fill },
  },
  {
    ...{ method: "GET", pattern: "/v1/fills/{id}/recompute", ...read },
    ...{ handler: getFillRecompute, contract: EXPLAIN.recompute },
  },
  {
    ...{ method: "GET", pattern: "/v1/accounts", ...read, handler: getAccounts },
    contract: ACCOUNTS.list,
  },
  {
    ...{ method: "POST", pattern: "/v1/accounts", ...manage, handler: postAccount },
    contract: ACCOUNTS.open,
  },
  {
    ...{ method: "GET", pattern: "/v1/accounts/{id}", ...read, handler: getOneAccount },
    contract: ACCOUNTS.get,
  },
  {
    ...{ method: "PATCH", pattern: "/v1/accounts/{id}", ...manage, handler: patchAccount },
    contract: ACCOUNTS.change,
  },
  {
    ...{ method: "POST", pattern: "/v1/accounts/{id}/reset", ...manage, handler: postReset },
    contract: ACCOUNTS.reset,
  },
  {
    ...{ method: "GET", pattern: "/v1/margin", ...read, handler: getMargin, priced: true },
    contract: EXPLAIN.margin,
  },
  {
    ...{ method: "GET", pattern: "/v1/strategies", ...read, handler: getStrategies },
    ...{ priced: true, contract: EXPLAIN.strategies },
  },
  {
    ...{ method: "POST", pattern: "/v1/strategies/recognise", ...read, handler: postRecognise },
    contract: EXPLAIN.recognise,
  },
  {
    ...{ method: "POST", pattern: "/v1/replay", ...read, handler: postReplay },
    contract: RECORDS.replay,
  },
  {
    ...{ method: "GET", pattern: "/v1/export", ...read, handler: getExport },
    contract: RECORDS.export,
  },
];

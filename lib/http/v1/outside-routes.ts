/** Routes about programs of others: apps that were let in, and where events are posted to. */
import type { Route } from "../router";
import { deleteApp, getApps } from "./apps";
import { OUTSIDE } from "./outside-contracts";
import {
  deleteOneWebhook,
  getDeliveries,
  getWebhook,
  getWebhooks,
  patchWebhook,
  postWebhook,
} from "./webhooks";

const read = { scope: "read", method: "GET" } as const;
const manage = { scope: "account:write" } as const;

const ONE = "/v1/webhooks/{id}";

export const OUTSIDE_ROUTES: readonly Route[] = [
  { ...read, pattern: "/v1/apps", handler: getApps, contract: OUTSIDE.apps },
  {
    ...{ ...manage, method: "DELETE", pattern: "/v1/apps/{id}" },
    ...{ handler: deleteApp, contract: OUTSIDE.disconnect },
  },
  { ...read, pattern: "/v1/webhooks", handler: getWebhooks, contract: OUTSIDE.webhooks },
  {
    ...{ ...manage, method: "POST", pattern: "/v1/webhooks" },
    ...{ handler: postWebhook, contract: OUTSIDE.make },
  },
  { ...read, pattern: ONE, handler: getWebhook, contract: OUTSIDE.webhook },
  {
    ...{ ...manage, method: "PATCH", pattern: ONE, handler: patchWebhook },
    contract: OUTSIDE.change,
  },
  {
    ...{ ...manage, method: "DELETE", pattern: ONE, handler: deleteOneWebhook },
    contract: OUTSIDE.end,
  },
  { ...read, pattern: `${ONE}/deliveries`, handler: getDeliveries, contract: OUTSIDE.deliveries },
];

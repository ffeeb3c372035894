/** What the routes of apps and webhooks read and answer, for /openapi.json and the tests. */
import { z } from "zod";
import type { Contract } from "../contract";
import { ChangedWebhook, NewWebhook, WebhookEvents } from "./webhook-body";

const byId = { params: z.object({ id: z.uuid() }) };

const App = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    account_id: z.uuid(),
    scope: z.string(),
    connected_at: z.iso.datetime(),
  })
  .meta({ id: "ConnectedApp" });

const Webhook = z
  .strictObject({
    id: z.uuid(),
    url: z.string(),
    events: WebhookEvents,
    created_at: z.iso.datetime(),
  })
  .meta({ id: "Webhook" });
const MadeWebhook = z
  .strictObject({ ...Webhook.shape, secret: z.string() })
  .meta({ id: "MadeWebhook" });
const Delivery = z
  .strictObject({
    id: z.uuid(),
    event_id: z.string(),
    kind: z.string(),
    status: z.enum(["pending", "delivered", "failed"]),
    attempts: z.int(),
    response_status: z.int().nullable(),
    error: z.string().nullable(),
    created_at: z.iso.datetime(),
    tried_at: z.iso.datetime().nullable(),
  })
  .meta({ id: "WebhookDelivery" });

const apps = { tag: "Apps" };
const webhooks = { tag: "Webhooks" };

export const OUTSIDE = {
  apps: { ...apps, summary: "The apps that have a token", answers: { 200: z.array(App) } },
  disconnect: { ...apps, ...byId, summary: "Take an app's token back", answers: { 204: null } },
  webhooks: { ...webhooks, summary: "The account's webhooks", answers: { 200: z.array(Webhook) } },
  make: {
    ...{ ...webhooks, summary: "Post the account's events to an address, signed" },
    ...{ body: NewWebhook, answers: { 200: MadeWebhook } },
  },
  webhook: { ...webhooks, ...byId, summary: "One webhook", answers: { 200: Webhook } },
  change: {
    ...{ ...webhooks, ...byId, summary: "Another address or other events" },
    ...{ body: ChangedWebhook, answers: { 200: Webhook } },
  },
  end: { ...webhooks, ...byId, summary: "End a webhook", answers: { 204: null } },
  deliveries: {
    ...{ ...webhooks, ...byId, summary: "How the newest hundred messages went" },
    answers: { 200: z.array(Delivery) },
  },
} as const satisfies { readonly [name: string]: Contract };

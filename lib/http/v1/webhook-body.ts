/** What is said of a webhook. */
import { z } from "zod";
import { WEBHOOK_KINDS } from "@/lib/server/webhooks/own-webhooks";

export const WebhookEvents = z.array(z.enum(WEBHOOK_KINDS)).min(1).max(WEBHOOK_KINDS.length);
export const NewWebhook = z.strictObject({ url: z.string(), events: WebhookEvents });
export const ChangedWebhook = z.strictObject({
  url: z.string().optional(),
  events: WebhookEvents.optional(),
});

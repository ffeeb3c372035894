/** /v1/webhooks: an account's events posted to an address of its owner, signed. */
import { formatUtc } from "@/lib/engine/calendar/new-york";
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  findWebhook,
  listDeliveries,
  listWebhooks,
  type OwnWebhook,
} from "@/lib/server/webhooks/own-webhooks";
import { findUrlFault } from "@/lib/server/webhooks/safe-address";
import { webhookSecret } from "@/lib/server/webhooks/signature";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Call, type Handler, ok, param, Refused, refuseField } from "../call";
import { readBody } from "./read-body";
import { ChangedWebhook, NewWebhook } from "./webhook-body";

/** An app that was sent away must not go on hearing. */
const APP = { status: 403, code: 40310000, message: "not for apps", extras: {} };

export const getWebhooks: Handler = async (call) => {
  refuseApps(call);
  return ok((await listWebhooks(call.deps, call.caller)).map(written));
};

export const getWebhook: Handler = async (call) => {
  refuseApps(call);
  return ok(written(found(call, await findWebhook(call.deps, call.caller, param(call, "id")))));
};

/** The signing secret is in this answer and in no other. */
export const postWebhook: Handler = async (call) => {
  refuseApps(call);
  const wish = readBody(call, NewWebhook);
  checkUrl(wish.url);
  const webhook = await createWebhook(call.deps, call.caller, wish);
  const secret = webhookSecret(call.deps.env.NEXTAUTH_SECRET, webhook.id);
  return ok({ ...written(webhook), secret });
};

export const patchWebhook: Handler = async (call) => {
  refuseApps(call);
  const wish = readBody(call, ChangedWebhook);
  if (wish.url !== undefined) checkUrl(wish.url);
  const id = param(call, "id");
  const changed = await changeWebhook(call.deps, call.caller, {
    id,
    ...(wish.url === undefined ? {} : { url: wish.url }),
    ...(wish.events === undefined ? {} : { events: wish.events }),
  });
  return ok(written(found(call, changed)));
};

export const deleteOneWebhook: Handler = async (call) => {
  refuseApps(call);
  found(call, await deleteWebhook(call.deps, call.caller, param(call, "id")));
  return { status: 204 };
};

/** The delivery log: the newest hundred. */
export const getDeliveries: Handler = async (call) => {
  refuseApps(call);
  const { id } = found(call, await findWebhook(call.deps, call.caller, param(call, "id")));
  const deliveries = await listDeliveries(call.deps, call.caller, id);
  return ok(
    deliveries.map(({ created_at, tried_at, ...delivery }) => ({
      ...delivery,
      created_at: formatUtc(created_at.getTime()),
      tried_at: tried_at === null ? null : formatUtc(tried_at.getTime()),
    })),
  );
};

function refuseApps({ grant }: Call): void {
  if (grant.by === "app") throw new Refused(APP);
}

function checkUrl(url: string): void {
  const fault = findUrlFault(url, { loopback: false });
  if (fault !== null) refuseField(`url ${fault}`);
}

function found(call: Call, webhook: OwnWebhook | null): OwnWebhook {
  if (webhook !== null) return webhook;
  throw new Refused(notFound(`webhook not found for ${param(call, "id").slice(0, 64)}`));
}

function written({ id, url, events, created_at }: OwnWebhook) {
  return { id, url, events, created_at: formatUtc(created_at.getTime()) };
}

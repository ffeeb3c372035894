/** The first steps of a program, and the list of endpoints: what /docs shows and /llms.txt says. */
import type { Route } from "./router";

export interface GuideStep {
  readonly title: string;
  readonly text: string;
  readonly command: string;
}

const AUTH = '-H "APCA-API-KEY-ID: $KEY" -H "APCA-API-SECRET-KEY: $SECRET"';

/** From a key to an order to its events, with nothing but curl. */
export function guideSteps(origin: string): readonly GuideStep[] {
  return [
    {
      title: "Make a key",
      text: "Settings, API keys: a passkey confirms it, and the secret is shown once.",
      command: `export KEY=… SECRET=… RAXX=${origin}`,
    },
    {
      title: "Look at the account",
      text: "Every decimal is a string. Free accounts live 15 minutes behind the market, and say so in X-Data-Feed.",
      command: `curl $RAXX/v2/account ${AUTH}`,
    },
    {
      title: "Follow what happens",
      text: "In another window. A dropped stream resumes after the last event_id it saw, with since_id or Last-Event-ID.",
      command: `curl -N $RAXX/v2/events/trades ${AUTH}`,
    },
    {
      title: "Send an order",
      text: "A client_order_id makes a retry safe: the second answer is 422 and brings the first order along.",
      command: `curl $RAXX/v2/orders ${AUTH} -d '{"symbol":"SPY","qty":"1","side":"buy","type":"market","time_in_force":"day","client_order_id":"first"}'`,
    },
    {
      title: "See it filled",
      text: "The position it left, at the quote of this instant.",
      command: `curl $RAXX/v2/positions/SPY ${AUTH}`,
    },
  ];
}

/** What holds for every answer (alpaca-wire.md §1.1 and §8). */
export const GUIDE_RULES: readonly string[] = [
  "A program written for Alpaca changes the base URL and the keys, nothing else: /v2, /v1beta1 and /v3 answer in Alpaca's shapes, /stream and /v2/{feed} speak its WebSocket protocols.",
  'A refusal is {"code", "message", …}: 401 keys, 403 not allowed or not enough, 404 nothing by that name, 422 a field that makes no sense, 429 too many calls.',
  "X-Request-ID names every answer. X-RateLimit-Limit, -Remaining and -Reset come with each; a 429 or 503 says in Retry-After when to come back.",
  "Calls a minute: 60 Free, 600 Pro, 3,000 Pro+.",
  "Orders are simulated. What Raxx adds to Alpaca is under /v1: previews, explanations of fills, recomputing them, margin taken apart.",
];

export interface EndpointGroup {
  readonly tag: string;
  readonly endpoints: readonly { readonly name: string; readonly summary: string }[];
}

/** Endpoints by their group, in the order of the table. */
export function endpointGroups(routes: readonly Route[]): readonly EndpointGroup[] {
  const groups = new Map<string, { name: string; summary: string }[]>();
  for (const { method, pattern, contract } of routes) {
    const group = groups.get(contract.tag) ?? [];
    groups.set(contract.tag, group);
    group.push({ name: `${method} ${pattern}`, summary: contract.summary });
  }
  return [...groups].map(([tag, endpoints]) => ({ tag, endpoints }));
}

/** The same as plain text for programs that read before they write (llmstxt.org). */
export function llmsText(routes: readonly Route[], origin: string): string {
  const steps = guideSteps(origin).map(
    ({ title, text, command }) => `### ${title}\n${text}\n\n    ${command}\n`,
  );
  const groups = endpointGroups(routes).map(
    ({ tag, endpoints }) =>
      `### ${tag}\n${endpoints.map(({ name, summary }) => `- ${name}: ${summary}`).join("\n")}\n`,
  );
  return [
    "# Raxx\n",
    "> Paper trading of US stocks and listed options behind Alpaca's API. Nothing here trades with money.\n",
    `- [OpenAPI 3.1](${origin}/openapi.json): every endpoint with its schemas`,
    `- [Docs](${origin}/docs): the quick start for people\n`,
    "## Rules\n",
    `${GUIDE_RULES.map((rule) => `- ${rule}`).join("\n")}\n`,
    "## Quick start\n",
    ...steps,
    "## Endpoints\n",
    ...groups,
  ].join("\n");
}

/**
 * Who may open a market-data stream: a key or token with the data scope, whose plan has the feed, on
 * one connection per endpoint and account (alpaca-wire.md §4.2, decisions 20).
 */
import type { WebSocket } from "ws";
import { findEntitlement } from "@/lib/server/data/entitlement";
import type { Deps } from "@/lib/server/deps";
import { type Credential, findGrant } from "@/lib/server/identity/find-grant";
import type { Grant } from "@/lib/server/identity/grant";
import { logRefusal } from "@/lib/server/refusal-log";
import type { Endpoint } from "@/lib/wire/alpaca/data-stream";
import { type Admitted, BASIC_PLAN, PAID_PLAN } from "../data-stream/admission";
import type { ErrorCode } from "../data-stream/message";

/** What a connection was let in with. */
export interface Joined {
  grant: Grant | null;
  credential: Credential | null;
}

interface Knock {
  readonly endpoint: Endpoint;
  readonly socket: WebSocket;
  readonly joined: Joined;
}

export class StreamDoor {
  /** Endpoint and account of every connection that is in. */
  private readonly inside = new Set<string>();

  constructor(private readonly deps: Deps) {}

  /** Lets a connection in, or says why not. */
  async admit(
    { endpoint, socket, joined }: Knock,
    credential: Credential,
  ): Promise<Admitted | ErrorCode> {
    const grant = await findGrant(this.deps, credential);
    const refusal = await this.refusalOf(endpoint, grant);
    if (grant === null || refusal !== null) {
      const { ip = "unknown" } = credential.kind === "pair" ? credential : {};
      const { path: route } = endpoint;
      const userId = grant?.caller.userId ?? null;
      logRefusal(this.deps, { surface: "socket", status: refusal ?? 402, route, userId, ip });
      return refusal ?? 402;
    }
    const owner = grant.caller.accountId;
    const place = `${endpoint.path} ${owner}`;
    // A socket that closed while it was looked up must not hold the place.
    if (this.inside.has(place) || socket.readyState !== socket.OPEN) return 406;
    this.inside.add(place);
    socket.once("close", () => this.inside.delete(place));
    joined.grant = grant;
    joined.credential = credential;
    return { owner, ...(grant.caller.tier === "free" ? BASIC_PLAN : PAID_PLAN) };
  }

  /** Why a connection that was let in may not stay; null while it may. */
  async findRefusal(endpoint: Endpoint, joined: Joined): Promise<ErrorCode | null> {
    if (joined.credential === null || joined.grant === null) return null;
    const grant = await findGrant(this.deps, joined.credential);
    const refusal = await this.refusalOf(endpoint, grant);
    if (refusal !== null) return refusal;
    // Another world: the client comes back and is let into it.
    return grant?.caller.feed === joined.grant.caller.feed ? null : 409;
  }

  private async refusalOf(endpoint: Endpoint, grant: Grant | null): Promise<ErrorCode | null> {
    if (grant === null) return 402;
    if (!grant.scopes.includes("data")) return 411;
    const { caller } = grant;
    if (endpoint.age === "real_time" && caller.feed === "delayed") return 409;
    if (endpoint.kind === "test") return null;
    const feed = endpoint.age === "as_entitled" ? caller.feed : endpoint.age;
    const { kind } = await findEntitlement(this.deps, caller, endpoint.kind, { feed });
    return kind === "granted" ? null : 409;
  }
}

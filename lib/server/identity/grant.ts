import type { Scope } from "@/lib/wire/raxx/scope";
import type { Caller } from "../deps";

/** A caller, and what proved who they are: that is what they may do. */
export interface Grant {
  readonly caller: Caller;
  /** A session and a key speak for their user; an app for the one account it was let into. */
  readonly by: "session" | "key" | "app";
  readonly scopes: readonly Scope[];
}

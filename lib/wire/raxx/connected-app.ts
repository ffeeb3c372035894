import type { Scope } from "./scope";

/** An app with a token of the user's, as its user sees it. */
export interface ConnectedAppView {
  readonly id: string;
  readonly name: string;
  /** The one account it acts on. */
  readonly account: string;
  readonly scopes: readonly Scope[];
  readonly connectedAtMs: number;
}

/** What the home page shows; every number is the server's, as text (see desk.ts). */
import type { FeedLabel } from "./desk";

export interface HomeGroupView {
  readonly id: string;
  readonly title: string;
  readonly underlying: string;
  readonly daysToExpiry: number | null;
  readonly unrealized: string;
  readonly profitShare: string | null;
}

export interface RiskView extends Pick<HomeGroupView, "id" | "title" | "underlying"> {
  /** A sentence each, the most pressing first. */
  readonly reasons: readonly string[];
}

export interface NextActionView {
  readonly id: string;
  readonly text: string;
  /** Why now. */
  readonly why: string;
  readonly href: string;
}

export interface HomeView {
  readonly label: FeedLabel;
  readonly marketAtMs: number;
  readonly profile: string;
  readonly equity: string;
  /** Since the last close; null when none is known yet. */
  readonly today: { readonly profit: string; readonly percent: string | null } | null;
  readonly totalProfit: string;
  readonly buyingPower: {
    /** What open positions and working orders bind, and what is left for options. */
    readonly used: string;
    readonly free: string;
    readonly usedPercent: string | null;
  };
  readonly week: {
    /** The Friday it is named by. */
    readonly endsOn: string;
    readonly premium: string;
    readonly profit: string;
    readonly fills: number;
  };
  readonly expiring: readonly HomeGroupView[];
  readonly atRisk: readonly RiskView[];
  /** False where earnings have no source: then they are no part of `atRisk`. */
  readonly knowsEarnings: boolean;
  readonly working: readonly {
    readonly id: string;
    readonly title: string;
    readonly why: string | null;
  }[];
  readonly nextActions: readonly NextActionView[];
}

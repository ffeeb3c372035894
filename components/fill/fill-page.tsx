"use client";

import { PageFrame } from "@/components/frame/page-frame";
import { buttonClass } from "@/components/ui/button";
import { PageLink } from "@/components/ui/page-link";
import type { FillView } from "@/lib/wire/raxx/desk";
import { FillBody } from "./fill-body";
import { FillExtras } from "./fill-extras";

/** One fill at an address of its own, for as long as the account keeps it. */
export function FillPage({ fill }: { readonly fill: FillView }) {
  return (
    <PageFrame here="/orders" width="text">
      <header className="flex items-baseline justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">Fill</h1>
        <PageLink href="/orders" className={buttonClass("secondary", "small")}>
          All orders
        </PageLink>
      </header>
      <section
        aria-label="Fill, simulated"
        className="flex flex-col gap-4 rounded-lg border border-line bg-panel p-4"
      >
        <h2 className="sr-only">What happened, and why at this price</h2>
        <FillBody fill={fill} />
        <FillExtras fillId={fill.id} />
      </section>
    </PageFrame>
  );
}

"use client";

import Link from "next/link";
import { useState } from "react";
import { Rail } from "@/components/desk/rail";
import { SimChip } from "@/components/desk/sim-chip";
import { BarFrame } from "@/components/desk/top-bar";
import type { ApiKeyView, MadeKeyView } from "@/lib/wire/raxx/keys";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { CreateKey } from "./create-key";
import { KeyList } from "./key-list";
import { NewSecret } from "./new-secret";
import { QuickStart } from "./quick-start";

interface KeyActions {
  readonly create: (input: { readonly name: string }) => Promise<ActionResult<MadeKeyView>>;
  readonly revoke: (id: string) => Promise<ActionResult<null>>;
}

interface KeysPageProps {
  readonly email: string;
  readonly keys: readonly ApiKeyView[];
  readonly actions: KeyActions;
}

const LOST = "The answer was lost on the way. Load the page again to see what happened.";

/** API keys: make one, see its secret once, try it, revoke it. */
export function KeysPage({ email, keys: first, actions }: KeysPageProps) {
  const [keys, setKeys] = useState(first);
  const [made, setMade] = useState<MadeKeyView | null>(null);

  async function create(name: string): Promise<string | null> {
    const answer = await actions.create({ name }).catch(() => null);
    if (answer === null || !answer.ok) return answer?.message ?? LOST;
    setKeys((known) => [answer.value.key, ...known]);
    setMade(answer.value);
    return null;
  }

  async function revoke(key: ApiKeyView): Promise<string | null> {
    const answer = await actions.revoke(key.id).catch(() => null);
    if (answer === null || !answer.ok) return answer?.message ?? LOST;
    // Gone from the list of keys that work; the server keeps when it was revoked.
    setKeys((known) => known.filter(({ id }) => id !== key.id));
    if (made?.key.id === key.id) setMade(null);
    return null;
  }

  return (
    <div className="flex min-h-dvh">
      <Rail here="/settings/keys" />
      <div className="flex min-w-0 flex-1 flex-col">
        <BarFrame email={email}>
          <Link href="/trade" className="font-semibold underline md:hidden">
            Trade
          </Link>
          <span className="font-semibold">Settings</span>
          <SimChip />
          <span className="ml-auto" />
        </BarFrame>
        <main className="mx-auto flex w-full max-w-3xl flex-col gap-5 px-4 py-6">
          <h1 className="text-2xl font-semibold tracking-tight">API keys</h1>
          <p className="text-muted">
            A key trades this simulated account with any Alpaca SDK: change the URL, keep the code.
            Keys never reach real money.
          </p>
          <CreateKey onCreate={create} />
          {made === null ? null : <NewSecret made={made} />}
          <KeyList keys={keys} onRevoke={revoke} />
          <QuickStart made={made} />
        </main>
      </div>
    </div>
  );
}

"use client";

import { ProfitText } from "@/components/desk/profit-text";
import { Panel } from "@/components/ui/panel";
import { LookChoice } from "./look-choice";

/** How Raxx looks in this browser. */
export function AppearancePage() {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Appearance</h1>
      <p className="text-muted">Kept in this browser only.</p>
      <Panel title="Theme">
        <div className="p-3">
          <LookChoice look="theme" label="Theme" />
        </div>
      </Panel>
      <Panel title="Profit and loss">
        <div className="flex flex-col items-start gap-2 p-3">
          <LookChoice look="palette" label="Palette" />
          <p className="flex flex-wrap gap-x-4 text-base">
            <ProfitText amount="87" />
            <ProfitText amount="-1204.5" />
            <span className="text-muted">for example</span>
          </p>
          <p className="text-muted">
            Blue and orange are told apart with every kind of colour vision. Sign and arrow say it
            too, whichever you choose.
          </p>
        </div>
      </Panel>
      <Panel title="Density">
        <div className="flex flex-col items-start gap-2 p-3">
          <LookChoice look="density" label="Density" />
          <p className="text-muted">How much room a row of prices or positions takes.</p>
        </div>
      </Panel>
      <Panel title="Movement">
        <div className="flex flex-col items-start gap-2 p-3">
          <LookChoice look="motion" label="Movement" />
          <p className="text-muted">
            Prices tint for a moment when they change. Reduced: nothing on Raxx moves or tints.
          </p>
        </div>
      </Panel>
    </>
  );
}

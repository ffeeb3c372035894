"use client";

import { useSyncExternalStore } from "react";
import { ProfitText } from "@/components/desk/profit-text";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import {
  chooseLook,
  chosenLook,
  type Look,
  type LookChoice,
  onLookChange,
  usualLook,
} from "@/lib/client/appearance";

const WORDS: { readonly [L in Look]: { readonly [C in LookChoice<L>]: string } } = {
  theme: { system: "As the system", light: "Light", dark: "Dark" },
  palette: {
    clear: "Blue and orange",
    classic: "Green and red",
    "east-asian": "Red up, green down",
  },
  density: { compact: "Compact", comfortable: "Comfortable", dense: "Dense" },
  motion: { system: "As the system", reduced: "Reduced" },
};

function Choice<L extends Look>({ look, label }: { readonly look: L; readonly label: string }) {
  const value = useSyncExternalStore(
    onLookChange,
    () => chosenLook(look),
    () => usualLook(look),
  );
  const words: Readonly<Record<string, string>> = WORDS[look];
  const options = Object.entries(words).map(([choice, text]) => ({
    value: choice as LookChoice<L>,
    label: text,
  }));
  return (
    <Segmented
      label={label}
      value={value}
      options={options}
      onChange={(choice) => chooseLook(look, choice)}
      className="flex-wrap"
    />
  );
}

/** How Raxx looks in this browser. */
export function AppearancePage() {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Appearance</h1>
      <p className="text-muted">Kept in this browser only.</p>
      <Panel title="Theme">
        <div className="p-3">
          <Choice look="theme" label="Theme" />
        </div>
      </Panel>
      <Panel title="Profit and loss">
        <div className="flex flex-col items-start gap-2 p-3">
          <Choice look="palette" label="Palette" />
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
          <Choice look="density" label="Density" />
          <p className="text-muted">How much room a row of prices or positions takes.</p>
        </div>
      </Panel>
      <Panel title="Movement">
        <div className="flex flex-col items-start gap-2 p-3">
          <Choice look="motion" label="Movement" />
          <p className="text-muted">
            Prices tint for a moment when they change. Reduced: nothing on Raxx moves or tints.
          </p>
        </div>
      </Panel>
    </>
  );
}

import { useSyncExternalStore } from "react";
import { Segmented } from "@/components/ui/segmented";
import {
  type LookChoice as Choice,
  chooseLook,
  chosenLook,
  type Look,
  onLookChange,
  usualLook,
} from "@/lib/client/appearance";

const WORDS: { readonly [L in Look]: { readonly [C in Choice<L>]: string } } = {
  theme: { system: "As the system", light: "Light", dark: "Dark" },
  palette: {
    clear: "Blue and orange",
    classic: "Green and red",
    "east-asian": "Red up, green down",
  },
  density: { compact: "Compact", comfortable: "Comfortable", dense: "Dense" },
  motion: { system: "As the system", reduced: "Reduced" },
};

interface LookChoiceProps<L extends Look> {
  readonly look: L;
  readonly label: string;
  /** Some of what there is; all of it by default. */
  readonly among?: readonly Choice<L>[];
}

/** One thing about how Raxx looks; what is chosen shows at once. */
export function LookChoice<L extends Look>({ look, label, among }: LookChoiceProps<L>) {
  const value = useSyncExternalStore(
    onLookChange,
    () => chosenLook(look),
    () => usualLook(look),
  );
  const words: Readonly<Record<string, string>> = WORDS[look];
  const options = Object.entries(words).map(([choice, text]) => ({
    value: choice as Choice<L>,
    label: text,
  }));
  const offered = options.filter((one) => among === undefined || among.includes(one.value));
  return (
    <Segmented
      label={label}
      value={value}
      options={offered}
      onChange={(choice) => chooseLook(look, choice)}
      className="flex-wrap"
    />
  );
}

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

/** One thing about how Raxx looks; what is chosen shows at once. */
export function LookChoice<L extends Look>({
  look,
  label,
}: {
  readonly look: L;
  readonly label: string;
}) {
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

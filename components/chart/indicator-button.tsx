import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { OnPress } from "@/components/ui/on-press";
import { IndicatorFace, type IndicatorPickerProps } from "./indicator-face";

const { Part: IndicatorPicker, preload } = lazyPart(() =>
  import("./indicator-picker").then((module) => module.IndicatorPicker),
);

/** Opens the choice of indicators. */
export function IndicatorButton(props: IndicatorPickerProps) {
  return (
    <OnPress
      preload={preload}
      button={
        <Button size="icon" tone="ghost" aria-label="Indicators" title="Indicators">
          <IndicatorFace count={props.chosen.length} />
        </Button>
      }
    >
      <IndicatorPicker {...props} />
    </OnPress>
  );
}

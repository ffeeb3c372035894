import { Popover } from "@base-ui/react/popover";
import { Button } from "@/components/ui/button";
import { IndicatorFace, type IndicatorPickerProps } from "./indicator-face";
import { INDICATORS } from "./indicators";

/** Which indicators the chart shows. */
export function IndicatorPicker({ chosen, onChange }: IndicatorPickerProps) {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger
        render={<Button size="icon" tone="ghost" aria-label="Indicators" title="Indicators" />}
      >
        <IndicatorFace count={chosen.length} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-40">
          <Popover.Popup className="flex w-64 flex-col rounded-lg border border-line bg-panel p-3 text-ink shadow-2xl">
            <Popover.Title className="pb-1 font-semibold">Indicators</Popover.Title>
            {INDICATORS.map(({ id, label }) => (
              <label key={id} className="flex min-h-8 cursor-pointer items-center gap-2">
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={({ target }) =>
                    onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                  }
                  className="size-4 accent-(--sim-solid)"
                />
                {label}
              </label>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

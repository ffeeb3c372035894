import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { classNames } from "./class-names";

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
}

/** One choice of a few, side by side; arrow keys move, and one is always chosen. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, value, options, onChange, className } = props;
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next[0]);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      className={classNames("inline-flex rounded-md border border-control p-0.5", className)}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className="min-h-6 flex-1 rounded px-2 py-0.5 text-[0.8125rem] whitespace-nowrap text-muted hover:text-ink data-pressed:bg-ink data-pressed:font-semibold data-pressed:text-panel"
        >
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

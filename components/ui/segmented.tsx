import { ChoiceGroup } from "./choice-group";
import { classNames } from "./class-names";

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
}

/** One choice of a few in a frame. */
export function Segmented<T extends string>({ className, ...props }: SegmentedProps<T>) {
  return (
    <ChoiceGroup
      {...props}
      className={classNames("inline-flex rounded-md border border-control p-0.5", className)}
      choiceClass="min-h-6 flex-1 rounded px-2 py-0.5 text-[0.8125rem] whitespace-nowrap text-muted hover:text-ink aria-pressed:bg-ink aria-pressed:font-semibold aria-pressed:text-panel"
    />
  );
}

import { ChartSpline } from "lucide-react";

export interface IndicatorPickerProps {
  readonly chosen: readonly string[];
  readonly onChange: (next: readonly string[]) => void;
}

/** An icon with how many are chosen. */
export function IndicatorFace({ count }: { readonly count: number }) {
  return (
    <>
      <ChartSpline aria-hidden size={16} />
      {count === 0 ? null : (
        <span className="text-xs">
          {count}
          <span className="sr-only"> chosen</span>
        </span>
      )}
    </>
  );
}

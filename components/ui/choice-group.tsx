import type { ReactNode, Ref } from "react";
import { moveFocus } from "./roving";

interface ChoiceGroupProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onChange: (value: T) => void;
  readonly className: string;
  /** Of each choice; `aria-pressed:` is the chosen one. */
  readonly choiceClass: string;
  readonly ref?: Ref<HTMLDivElement>;
}

/** Buttons side by side of which one is always chosen; Tab goes to that one, arrow keys to the others. */
export function ChoiceGroup<T extends string>(props: ChoiceGroupProps<T>) {
  const { label, value, options, onChange, className, choiceClass, ref } = props;
  const stop = options.find((option) => option.value === value) ?? options[0];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame and is as wide as its content.
    <div ref={ref} role="group" aria-label={label} className={className} onKeyDown={moveFocus}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          tabIndex={option === stop ? 0 : -1}
          onClick={() => option.value !== value && onChange(option.value)}
          className={choiceClass}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

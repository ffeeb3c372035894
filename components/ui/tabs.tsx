import { type ReactNode, useId } from "react";
import { moveFocus } from "./roving";

interface TabsProps<T extends string> {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onChange: (value: T) => void;
  readonly className: string;
  /** Of each tab; `aria-selected:` is the one that is shown. */
  readonly tabClass: string;
  /** What the chosen tab shows. */
  readonly children: ReactNode;
}

/** Several lists in the place of one; arrow keys walk along the tabs, Enter or Space shows one. */
export function Tabs<T extends string>(props: TabsProps<T>) {
  const { value, options, onChange, className, tabClass, children } = props;
  const id = useId();
  return (
    <>
      <div role="tablist" className={className} onKeyDown={moveFocus}>
        {options.map((option) => {
          const isShown = option.value === value;
          return (
            <button
              key={option.value}
              type="button"
              role="tab"
              id={`${id}${option.value}`}
              aria-selected={isShown}
              aria-controls={isShown ? `${id}panel` : undefined}
              tabIndex={isShown ? 0 : -1}
              onClick={() => onChange(option.value)}
              className={tabClass}
            >
              {option.label}
            </button>
          );
        })}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel may hold nothing that takes the focus. */}
      <div role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${value}`} tabIndex={0}>
        {children}
      </div>
    </>
  );
}

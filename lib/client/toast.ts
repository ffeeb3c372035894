/**
 * What the page says in passing. Whoever has something to say need not know what draws it: that comes
 * once the page is idle, or with the first thing said, which waits for it.
 */
interface ToastAction {
  readonly label: string;
  readonly onClick: () => void;
}

export interface Toast {
  readonly text: string;
  readonly isError: boolean;
  readonly description?: string;
  readonly action?: ToastAction;
}

type Listener = (toast: Toast) => void;

let show: Listener | null = null;
let waiting: readonly Toast[] = [];
let want: () => void = () => undefined;

function say(toast: Toast): void {
  if (show !== null) {
    show(toast);
    return;
  }
  waiting = [...waiting, toast];
  want();
}

/** Says something in passing. */
export function tell(text: string, more: Pick<Toast, "description" | "action"> = {}): void {
  say({ text, isError: false, ...more });
}

/** Says what went wrong. */
export function tellError(text: string): void {
  say({ text, isError: true });
}

/** Calls back when something was said that nobody shows yet. */
export function onToastWaiting(wanted: () => void): () => void {
  want = wanted;
  if (waiting.length > 0) wanted();
  return () => {
    want = () => undefined;
  };
}

/** Shows what is said from now on, and first what waited, until the returned function is called. */
export function showToasts(listener: Listener): () => void {
  show = listener;
  const told = waiting;
  waiting = [];
  for (const toast of told) listener(toast);
  return () => {
    show = null;
  };
}

const HIDDEN_TAB_FLUSH_MS = 1_000;

/**
 * Runs `flush` at most once per painted frame however often it is asked. A hidden tab paints no
 * frames, so there a timer keeps news moving and memory bounded.
 */
export function frameBatch(flush: () => void): { readonly request: () => void; stop(): void } {
  let cancel: (() => void) | null = null;
  const run = () => {
    cancel = null;
    flush();
  };
  return {
    request() {
      if (cancel !== null) return;
      if (document.hidden) {
        const timer = setTimeout(run, HIDDEN_TAB_FLUSH_MS);
        cancel = () => clearTimeout(timer);
      } else {
        const frame = requestAnimationFrame(run);
        cancel = () => cancelAnimationFrame(frame);
      }
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}

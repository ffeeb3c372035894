/** The chart draws on a canvas, which knows no custom properties: the tokens are resolved for it. */

export interface ChartColors {
  readonly ink: string;
  readonly line: string;
  readonly up: string;
  readonly down: string;
  readonly volume: string;
  /** Of overlays and lines, by token. */
  readonly accent: string;
  readonly warn: string;
  readonly strong: string;
}

function resolve(probe: HTMLElement, token: string): string {
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

/** Reads the colours of the theme on screen. */
export function chartColors(inside: HTMLElement): ChartColors {
  const probe = document.createElement("span");
  inside.append(probe);
  const colors = {
    ink: resolve(probe, "--muted"),
    line: resolve(probe, "--line"),
    up: resolve(probe, "--up"),
    down: resolve(probe, "--down"),
    volume: resolve(probe, "--line"),
    accent: resolve(probe, "--sim"),
    warn: resolve(probe, "--warn"),
    strong: resolve(probe, "--ink"),
  };
  probe.remove();
  return colors;
}

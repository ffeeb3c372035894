// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are placed by hand, which table elements forbid.
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons inside the cells take the focus.
/** The roles of a grid for rows that exist only while they are on screen. */
import type { ComponentProps } from "react";

/** The whole grid; its label says what it lists. */
export function Grid(props: ComponentProps<"div">) {
  return <div {...props} role="grid" />;
}

/** The rows that scroll. */
export function GridBody(props: ComponentProps<"div">) {
  return <div {...props} role="rowgroup" />;
}

/** One row. */
export function GridRow(props: ComponentProps<"div">) {
  return <div {...props} role="row" />;
}

/** The name of a column. */
export function GridColumnName(props: ComponentProps<"span">) {
  return <span {...props} role="columnheader" />;
}

/** The name of a row. */
export function GridRowName(props: ComponentProps<"span">) {
  return <span {...props} role="rowheader" />;
}

/** One cell. */
export function GridCell(props: ComponentProps<"span">) {
  return <span {...props} role="gridcell" />;
}

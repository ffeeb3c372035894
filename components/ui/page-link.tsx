"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link to a page of ours, fetched ahead once somebody points at it, focuses it or touches it. Next's own
 * fetches every link in view: a list of fifty fills would cost fifty of the page loads a minute allows.
 */
export function PageLink(props: ComponentProps<typeof Link>) {
  const [near, setNear] = useState(false);
  const draw = () => setNear(true);
  return (
    <Link
      {...props}
      prefetch={near ? null : false}
      onPointerEnter={draw}
      onFocus={draw}
      onTouchStart={draw}
    />
  );
}

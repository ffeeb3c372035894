"use client";

import type { ReactNode } from "react";
import { FeedName } from "@/components/desk/feed-badge";
import { Rail } from "@/components/desk/rail";
import { classNames } from "@/components/ui/class-names";
import { Toasts } from "@/components/ui/toasts";
import { useEarlyPress } from "@/lib/client/early-press";
import { BarFrame } from "./bar-frame";
import { useFrame } from "./frame-context";
import { PhoneNav } from "./phone-nav";
import type { Place } from "./places";

const WIDTHS = { text: "max-w-3xl", wide: "max-w-6xl" } as const;

interface PageFrameProps {
  readonly here: Place;
  readonly width: keyof typeof WIDTHS;
  readonly children: ReactNode;
}

/** Around every signed-in page but the desk itself, which has a stream in its bar. */
export function PageFrame({ here, width, children }: PageFrameProps) {
  const { label } = useFrame().frame;
  const part = useEarlyPress();
  return (
    <div ref={part} data-waking data-feed={label.feed} className="flex min-h-dvh">
      <Rail here={here} />
      <div className="flex min-w-0 flex-1 flex-col">
        <BarFrame>
          <span className="ml-auto">
            <FeedName label={label} />
          </span>
        </BarFrame>
        <main
          className={classNames(
            "mx-auto flex w-full flex-col gap-5 px-4 py-5 max-md:pb-20",
            WIDTHS[width],
          )}
        >
          {children}
        </main>
      </div>
      <PhoneNav here={here} />
      <Toasts />
    </div>
  );
}

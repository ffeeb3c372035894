import { useFrame } from "./frame-context";
import { KeepAccount } from "./keep-account";

/** What a person must know on every page: that a guest's account ends. */
export function FrameNotice() {
  const { guestUntilMs } = useFrame().frame;
  return guestUntilMs === null ? null : <KeepAccount untilMs={guestUntilMs} />;
}

import { PageTab, PHONE_TABS, PhoneBar } from "./phone-bar";
import type { Place } from "./places";

/** The phone's way around on every page but the desk, which shows parts of itself by the same tabs. */
export function PhoneNav({ here }: { readonly here: Place }) {
  const { home, trade, positions, activity } = PHONE_TABS;
  const tabs = [home, trade, positions, activity];
  return (
    <PhoneBar onMore={!tabs.some(({ href }) => href === here)}>
      {tabs.map((tab) => (
        <PageTab key={tab.href} tab={tab} on={tab.href === here} />
      ))}
    </PhoneBar>
  );
}

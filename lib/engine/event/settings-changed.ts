import type { EventRule } from "./event-rule";

export const settingsChanged: EventRule<"settings_changed"> = {
  // Fills before it keep the profile and settings in their own records.
  apply: (state, { profile, settings, fees }) => ({ ...state, profile, settings, fees }),
  postings: () => [],
  orderAfter: () => null,
};

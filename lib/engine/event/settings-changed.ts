import type { EventRule } from "./event-rule";

export const settingsChanged: EventRule<"settings_changed"> = {
  // Fills before it keep the profile and settings in their own records.
  apply: (state, { profile, settings, fees, margin }) => ({
    ...state,
    ...{ profile, settings, fees },
    margin: { ...state.margin, ...margin },
  }),
  postings: () => [],
  orderAfter: () => null,
};

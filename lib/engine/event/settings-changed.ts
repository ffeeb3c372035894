import type { EventRule } from "./event-rule";

export const settingsChanged: EventRule<"settings_changed"> = {
  // Fills before it keep the profile and settings in their own records.
  apply: (state, { profile, settings, fees, margin, choices }) => ({
    ...state,
    ...{ profile, settings, fees },
    margin: { ...state.margin, ...margin },
    choices: choices ?? state.choices,
  }),
  postings: () => [],
  orderAfter: () => null,
};

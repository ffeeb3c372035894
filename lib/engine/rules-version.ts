/** The version of the trading rules stored with every event; an old version stays runnable (decisions 31). */
export const RULES_VERSION = 1;

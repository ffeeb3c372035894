// Stryker, from the package beside this file: scripts/mutate.mjs installs it first.
export { Stryker } from "@stryker-mutator/core";

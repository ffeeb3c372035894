/**
 * simulation: commands a second through the whole engine, with the laws of each step and the full laws
 * every thousand (decisions 34). By processor time, because other work on the machine is not its own.
 */
import { simulate } from "@/lib/engine/testing/simulation/simulate";
import { check, main, report } from "./report";

const STEPS = 60_000;
/** Until then a third of the processor time is the compiler's. */
const WARM_UP_STEPS = 150_000;
const COMMANDS_PER_S_FLOOR = 20_000;

async function run(): Promise<void> {
  simulate({ seed: 1, steps: WARM_UP_STEPS, onState: () => undefined }); // until the code is warm
  const texts = { count: 0 };
  const startMs = performance.now();
  const cpu = process.cpuUsage();
  const { steps, events, coverage } = simulate({
    seed: 2,
    steps: STEPS,
    onState: () => {
      texts.count += 1;
    },
  });
  const used = process.cpuUsage(cpu);
  const seconds = (used.user + used.system) / 1e6;
  check(steps >= STEPS, "every command was decided");
  check(texts.count >= STEPS / 1_000, "whole accounts were checked every thousand commands");
  report({
    ...{ name: "simulation", at: `${STEPS.toLocaleString("en-US")} commands` },
    ...{ value: steps / seconds, unit: "commands/s", peer: null, peerUnit: "", ratio: null },
    ...{ floor: COMMANDS_PER_S_FLOOR, goal: null, lowerIsBetter: false },
    cpuShare: (seconds * 1_000) / (performance.now() - startMs),
    checked: `${events.toLocaleString("en-US")} events, ${coverage.events.get("order_filled")} fills, all laws`,
  });
}

main(run);

/** POST /v2/positions/{symbol or contract id}/exercise and /do-not-exercise (alpaca-wire.md §1.9). */
import {
  doNotExercise,
  exerciseOption,
  type InstructionResult,
} from "@/lib/server/trading/exercise-option";
import { type Answer, type Call, type Handler, param, refused } from "../call";
import { engineRefusal } from "./order-answer";

/** Exercises all contracts that are free; it happens at once. */
export const postExercise: Handler = async (call) => {
  return answerOf(call, await exerciseOption(call.deps, call.caller, param(call, "symbol")));
};

/** Lets a series expire whatever it is worth. */
export const postDoNotExercise: Handler = async (call) => {
  return answerOf(call, await doNotExercise(call.deps, call.caller, param(call, "symbol")));
};

async function answerOf({ deps }: Call, rejection: InstructionResult): Promise<Answer> {
  return rejection === null ? { status: 200 } : refused(await engineRefusal(deps, rejection));
}

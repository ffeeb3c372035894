import { PlainError } from "./services/plain-error.mjs";

/** The number of an option such as --times 20; anything but a whole one above 0 is refused. */
export function wholeOption(values, name) {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value > 0) return value;
  throw new PlainError(`--${name} must be a whole number above 0, not "${values[name]}"`);
}

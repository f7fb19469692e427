const UNITS: Readonly<Record<string, string>> = { h: "hour", d: "day", w: "week", y: "year" };

/** A length of time in words: "7d" is "7 days"; what is no length stays as it is. */
export function nameHorizon(horizon: string): string {
  const match = /^(\d+(?:\.\d+)?)([hdwy])$/.exec(horizon);
  if (match === null) return horizon;
  const [, amount, unit] = match;
  return `${amount} ${UNITS[unit]}${amount === "1" ? "" : "s"}`;
}

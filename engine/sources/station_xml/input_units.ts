/** A unit of ground motion. */
export interface InputUnit {
  /** "m", "m/s" or "m/s**2". */
  readonly name: string;
  /** Metres in its unit of length. */
  readonly metres: number;
}

const LENGTHS: Readonly<Record<string, number>> = { m: 1, cm: 1e-2, mm: 1e-3, um: 1e-6, nm: 1e-9 };

/** Ends of units, by what people write. */
const RATES: readonly (readonly [RegExp, string])[] = [
  [/^$/, ""],
  [/^\/s(ec)?$/, "/s"],
  [/^\/(s(ec)?(\*\*|\^)?2|s\/s|sec\/sec|\(s(ec)?(\*\*|\^)2\)|\(s\*s\)|s²)$/, "/s**2"],
];

/**
 * The unit of ground motion that a name stands for, in whatever case: "M/S" is metres a second, "nm/s"
 * nanometres. Undefined for any other unit, such as volts or pascals.
 */
export function normaliseInputUnit(name: string): InputUnit | undefined {
  const match = /^(cm|mm|um|µm|nm|m)(\/.*)?$/.exec(name.trim().toLowerCase());
  if (match === null) return undefined;
  const rate = RATES.find(([pattern]) => pattern.test(match[2] ?? ""))?.[1];
  if (rate === undefined) return undefined;
  return { name: `m${rate}`, metres: LENGTHS[match[1].replace("µ", "u")] };
}

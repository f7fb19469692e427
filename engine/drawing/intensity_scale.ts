/** Grades in roman numerals, I to XII, as seismologists write them. */
const NUMERALS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/** What a grade is to a person, from I on. Source: Wald and others (1999), Earthquake Spectra 15. */
const PERCEIVED = [
  ...[
    "not felt",
    "weak",
    "weak",
    "light",
    "moderate",
    "strong",
    "very strong",
    "severe",
    "violent",
  ],
  "extreme",
];

/** Colours by intensity. Source: Wald and others (2005), ShakeMap manual, USGS, table of the colour palette. */
const STOPS: readonly (readonly [number, readonly [number, number, number]])[] = [
  [1, [255, 255, 255]],
  [2, [191, 204, 255]],
  [3, [160, 230, 255]],
  [4, [128, 255, 255]],
  [5, [122, 255, 147]],
  [6, [255, 255, 0]],
  [7, [255, 200, 0]],
  [8, [255, 145, 0]],
  [9, [255, 0, 0]],
  [10, [200, 0, 0]],
  [13, [128, 0, 0]],
];

/** Colour of a Modified Mercalli intensity. */
export function intensityColour(intensity: number): string {
  const value = Math.min(13, Math.max(1, intensity));
  const above = Math.max(1, STOPS.findIndex(([stop]) => stop >= value));
  const [[low, from], [high, to]] = [STOPS[above - 1], STOPS[above]];
  const share = (value - low) / (high - low);
  const channels = from.map((channel, i) => Math.round(channel + share * (to[i] - channel)));
  return `#${channels.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** The numeral of the grade that an intensity is rounded to. */
export function intensityNumeral(intensity: number): string {
  return NUMERALS[Math.min(12, Math.max(1, Math.round(intensity))) - 1];
}

/** What the grade that an intensity is rounded to is to a person. */
export function perceivedShaking(intensity: number): string {
  return PERCEIVED[Math.min(10, Math.max(1, Math.round(intensity))) - 1];
}

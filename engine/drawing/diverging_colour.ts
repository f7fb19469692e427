// From lowered to raised, pale in the middle.
const SCHEME = [
  [33, 102, 172],
  [67, 147, 195],
  [146, 197, 222],
  [209, 229, 240],
  [247, 247, 247],
  [253, 219, 199],
  [244, 165, 130],
  [214, 96, 77],
  [178, 24, 43],
];

/**
 * Colour of a number between −1 (blue) and 1 (red), pale at 0, safe for the colour-blind.
 *
 * Source: Harrower and Brewer (2003), ColorBrewer, the scheme "RdBu" of nine classes, turned round.
 */
export function divergingColour(value: number): string {
  const place = (Math.min(1, Math.max(-1, value)) + 1) / 2 * (SCHEME.length - 1);
  const low = Math.min(SCHEME.length - 2, Math.floor(place));
  const channels = SCHEME[low].map((from, channel) =>
    Math.round(from + (SCHEME[low + 1][channel] - from) * (place - low))
  );
  return `#${channels.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

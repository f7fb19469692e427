/** Where a name stands beside its mark. */
export type LabelSide = "right" | "left" | "above" | "below";

/** A name that wants a place on a map. */
export interface WantedLabel {
  /** Tells it from others. */
  readonly key: string;
  /** What is written. */
  readonly text: string;
  /** Its mark, pixels from the upper left. [2] */
  readonly place: readonly [x: number, y: number];
  /** Height of the letters, pixels. */
  readonly fontPixels: number;
  /** Where it may stand, the best first. */
  readonly sides: readonly LabelSide[];
}

/** A box on a map, pixels. */
export interface LabelBox {
  /** Left edge. */
  readonly left: number;
  /** Upper edge. */
  readonly top: number;
  /** Right edge. */
  readonly right: number;
  /** Lower edge. */
  readonly bottom: number;
}

/** Pixels between the middle of a mark and its name. */
const GAP = 9;

/** Half of a mark's width, pixels. */
const MARK = 5;

/** Width of a letter over its height: most are narrower. */
const LETTER = 0.62;

/**
 * Finds a side for each name on which it covers no other name, stays on the map and, where that can be, covers no
 * mark; the first ones choose first, and one without room is left out. Gives the sides by key.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  { width, height, marks }: {
    width: number;
    height: number;
    marks: readonly (readonly [x: number, y: number])[];
  },
): Map<string, LabelSide> {
  const sides = new Map<string, LabelSide>();
  const placed: LabelBox[] = [];
  for (const label of wanted) {
    const free = label.sides.map((side) => ({ side, box: boxOf(label, side) }))
      .filter(({ box }) =>
        box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height &&
        !placed.some((other) => overlap(box, other))
      )
      .map((one) => ({ ...one, covered: marks.filter((mark) => covers(one.box, mark)).length }));
    if (free.length === 0) continue;
    const best = free.reduce((a, b) => b.covered < a.covered ? b : a);
    sides.set(label.key, best.side);
    placed.push(best.box);
  }
  return sides;
}

/** Room that a name takes on a side of its mark, letters of average width assumed. */
export function boxOf(
  { text, place: [x, y], fontPixels }: WantedLabel,
  side: LabelSide,
): LabelBox {
  const long = text.length * fontPixels * LETTER;
  const left = { right: x + GAP, left: x - GAP - long, above: x - long / 2, below: x - long / 2 };
  const middle = { right: y, left: y, above: y - GAP - fontPixels / 2, below: y + GAP + 6 };
  return {
    left: left[side],
    right: left[side] + long,
    top: middle[side] - fontPixels * 0.6,
    bottom: middle[side] + fontPixels * 0.6,
  };
}

/** How a name is written on a side: place relative to its mark, and the anchor of its text. */
export function anchorOf(side: LabelSide): { x: number; y: number; "text-anchor": string } {
  switch (side) {
    case "right":
      return { x: GAP, y: 4, "text-anchor": "start" };
    case "left":
      return { x: -GAP, y: 4, "text-anchor": "end" };
    case "above":
      return { x: 0, y: -GAP, "text-anchor": "middle" };
    case "below":
      return { x: 0, y: GAP + 10, "text-anchor": "middle" };
  }
}

function overlap(a: LabelBox, b: LabelBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function covers({ left, right, top, bottom }: LabelBox, [x, y]: readonly [number, number]) {
  return x > left - MARK && x < right + MARK && y > top - MARK && y < bottom + MARK;
}

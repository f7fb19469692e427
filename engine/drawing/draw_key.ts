import { escapeMarkup } from "./escape_markup.ts";
import { COLOURS } from "./palette.ts";
import { starPoints } from "./star_points.ts";

/** How a thing is drawn in a figure. */
export type KeyMark =
  | "dot"
  | "ring"
  | "diamond"
  | "line"
  | "dashed-line"
  | "dotted-line"
  | "triangle"
  | "open-triangle"
  | "triangle-line"
  | "cross"
  | "star"
  | "band"
  | "bar";

/** What one kind of mark in a figure means. */
export interface KeyEntry {
  /** Its meaning. */
  label: string;
  /** Its look. */
  mark: KeyMark;
  /** Its colour, as in CSS. */
  colour: string;
  /** Diameter of a dot in units of the figure. */
  diameter?: number;
}

const LINE_HEIGHT = 17;
const SWATCH_WIDTH = 22;
const CHARACTER_WIDTH = 6.9; // of 12-unit sans serif; wide fonts need as much

/** Draws a key that flows over as many lines as it needs; `bottom` is where it ends. */
export function drawKey(
  entries: readonly KeyEntry[],
  { top, width }: { top: number; width: number },
): { markup: string; bottom: number } {
  let x = 6;
  let y = top;
  const parts: string[] = [];
  for (const entry of entries) {
    const space = SWATCH_WIDTH + 6 + entry.label.length * CHARACTER_WIDTH + 12;
    if (x > 6 && x + space - 12 > width) {
      x = 6;
      y += LINE_HEIGHT;
    }
    parts.push(
      `<g transform="translate(${x.toFixed(1)},${y})">${drawMark(entry)}` +
        `<text x="${SWATCH_WIDTH + 5}" y="12" font-size="12" fill="${COLOURS.ink}">` +
        `${escapeMarkup(entry.label)}</text></g>`,
    );
    x += space;
  }
  return { markup: parts.join(""), bottom: entries.length === 0 ? top : y + LINE_HEIGHT };
}

function drawMark({ mark, colour, diameter = 7 }: KeyEntry): string {
  const line = (extra = "") =>
    `<path d="M1 8H21" fill="none" stroke="${colour}" stroke-width="2"${extra}/>`;
  switch (mark) {
    case "dot":
      return `<circle cx="11" cy="8" r="${diameter / 2}" fill="${colour}"/>`;
    case "ring":
      return `<circle cx="11" cy="8" r="4" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
    case "diamond":
      return `<path d="M11 3L16 8L11 13L6 8Z" fill="${colour}"/>`;
    case "line":
      return line();
    case "dashed-line":
      return line(' stroke-dasharray="5 3"');
    case "dotted-line":
      return `${line()}<circle cx="11" cy="8" r="3" fill="${colour}"/>`;
    case "triangle":
      return `<path d="M11 3L16 12H6Z" fill="${colour}"/>`;
    case "open-triangle":
      return `<path d="M11 3L16 12H6Z" fill="${COLOURS.paper}" stroke="${colour}"/>`;
    case "cross":
      return `<path d="M6 3l10 10m0 -10l-10 10" stroke="${colour}" stroke-width="2"/>`;
    case "star":
      return `<polygon points="${starPoints([11, 8], 7)}" fill="${colour}"/>`;
    case "triangle-line":
      return `${line()}<path d="M11 4L15 11H7Z" fill="${colour}"/>`;
    case "band":
      return `<rect x="1" y="3" width="20" height="10" fill="${colour}" fill-opacity="0.35"/>`;
    case "bar":
      return `<rect x="5" y="2" width="12" height="12" fill="${colour}"/>`;
  }
}

import { drawKey, type KeyEntry } from "./draw_key.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { COLOURS, FONT } from "./palette.ts";
import { wrapText } from "./wrap_text.ts";

/** What a figure says of itself. */
export interface FigureText {
  /** Short name for identifiers inside the SVG: lower-case letters and hyphens. */
  name: string;
  /** Printed above the figure. */
  title: string;
  /** Printed under the title, such as how many events were left out. */
  caption?: string;
  /** What the marks mean, printed under the caption. */
  key?: readonly KeyEntry[];
  /** Title of the vertical axis with its unit, printed above it so that it is read upright. */
  verticalTitle?: string;
  /** Read out by a screen reader instead of the figure. */
  description: string;
}

/** Width of every figure in its own units; text of 12 units stays readable on a telephone. */
export const FIGURE_WIDTH = 420;

/** Characters of the caption that fit on one line of a figure. */
const CAPTION_CHARACTERS = 62;

/** Characters of the title that fit on one line of a figure. */
const TITLE_CHARACTERS = 48;

/** Wraps the inside of a figure into an SVG element that scales with its surroundings. */
export function frameSvg(body: string, text: FigureText, height: number): string {
  const titleId = `${text.name}-title`;
  const descriptionId = `${text.name}-description`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FIGURE_WIDTH} ${height}" ` +
    `role="img" aria-labelledby="${titleId} ${descriptionId}" font-family="${FONT}">` +
    `<title id="${titleId}">${escapeMarkup(text.title)}</title>` +
    `<desc id="${descriptionId}">${escapeMarkup(text.description)}</desc>` +
    `<rect width="${FIGURE_WIDTH}" height="${height}" fill="${COLOURS.paper}"/>` +
    `${body}</svg>`;
}

/** Draws the words at the top of a figure and says where the space below them begins. */
export function drawHeading(text: FigureText): { markup: string; bottom: number } {
  let y = 0;
  const lines = (content: string, size: number, style: string) =>
    wrapText(content, size > 12 ? TITLE_CHARACTERS : CAPTION_CHARACTERS).map((line) => {
      y += size + 4;
      return `<text x="6" y="${y}" font-size="${size}" ${style}>${escapeMarkup(line)}</text>`;
    }).join("");
  let markup = lines(text.title, 15, `font-weight="bold" fill="${COLOURS.ink}"`) +
    lines(text.caption ?? "", 12, `fill="${COLOURS.muted}"`);
  const key = drawKey(text.key ?? [], { top: y + 4, width: FIGURE_WIDTH });
  y = text.key === undefined ? y : key.bottom;
  markup += key.markup;
  y += 4;
  markup += lines(text.verticalTitle ?? "", 12, `fill="${COLOURS.ink}"`);
  return { markup, bottom: y + 4 };
}

/** A figure that says why there is nothing to see. */
export function drawEmptyFigure(text: FigureText, reason: string): string {
  const heading = drawHeading(text);
  const y = heading.bottom + 40;
  const note = `<text x="${FIGURE_WIDTH / 2}" y="${y}" font-size="13" text-anchor="middle" ` +
    `fill="${COLOURS.muted}">${escapeMarkup(reason)}</text>`;
  return frameSvg(heading.markup + note, text, y + 40);
}

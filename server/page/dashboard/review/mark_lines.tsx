import type { JSX } from "preact";
import type { StationMark } from "./station_marks.ts";

/** Room that a label takes beside its line, pixels; it is on the side away from the pick where there is as much. */
const LABEL_ROOM = 90;

/** Thin lines: the times that the origin asks for, and the station's other picks; each with its name. */
export function MarkLines(
  { marks, place, width, bottom }: {
    readonly marks: readonly StationMark[];
    readonly place: (timeMs: number) => number;
    readonly width: number;
    readonly bottom: number;
  },
): JSX.Element {
  return (
    <g>
      {marks.map(({ timeMs, phase, isExpected }) => {
        const x = place(timeMs);
        if (x < 0 || x > width) return null;
        const isLeft = x > width - LABEL_ROOM || (x > LABEL_ROOM && x < width / 2);
        return (
          <g
            key={`${phase} ${isExpected}`}
            class="station-mark"
            data-phase={phase.startsWith("S") ? "S" : "P"}
            data-expected={isExpected}
          >
            <line x1={x} x2={x} y1={0} y2={bottom} />
            <text
              x={x + (isLeft ? -5 : 5)}
              y={bottom - (isExpected ? 8 : 24)}
              text-anchor={isLeft ? "end" : undefined}
            >
              {isExpected ? `${phase} expected` : phase}
            </text>
          </g>
        );
      })}
    </g>
  );
}

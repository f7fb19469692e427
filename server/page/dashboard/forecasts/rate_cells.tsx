import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { MapView } from "../map/map_view.ts";
import { ringOf } from "./index_cells.ts";
import { RATE_STEPS, type RateScale } from "./rate_steps.ts";
import type { RateCell } from "./rate_cell.ts";

/** The cells of a forecast, a path for each step of the scale, and the one that is looked at. */
export function RateCells(
  { view, cells, cellDegrees, scale, chosen }: {
    readonly view: MapView;
    readonly cells: readonly RateCell[];
    readonly cellDegrees: number;
    readonly scale: RateScale;
    /** Drawn with an outline. */
    readonly chosen: RateCell | undefined;
  },
): JSX.Element {
  const paths = useMemo(() => {
    const steps = Array.from({ length: RATE_STEPS }, () => [] as [number, number][][][]);
    for (const cell of cells) {
      const step = scale.stepOf(cell[2]);
      if (step >= 0) steps[step].push([ringOf(cell, cellDegrees)]);
    }
    return steps.map((coordinates) => view.path({ type: "MultiPolygon", coordinates }));
  }, [view, cells, cellDegrees, scale]);
  return (
    <g aria-hidden="true">
      {paths.map((path, step) => <path key={step} class={`rate-${step}`} d={path} />)}
      {chosen !== undefined && (
        <path
          class="rate-chosen"
          d={view.path({ type: "Polygon", coordinates: [ringOf(chosen, cellDegrees)] })}
        />
      )}
    </g>
  );
}

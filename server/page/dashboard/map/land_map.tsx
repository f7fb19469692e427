import type { ComponentChildren, JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { useWidth } from "../use_width.ts";
import { MapGround } from "./map_ground.tsx";
import { type Box, fitMap, type MapAim, type MapView } from "./map_view.ts";
import { ScaleBar } from "./scale_bar.tsx";

/** What a map shows. */
export interface LandMapProperties {
  /** The box it is fitted to. */
  readonly box: Box;
  /** What the map says, for those who do not see it. */
  readonly label: string;
  /** Height over width; 0.62 unless given, and nearly square on a phone. */
  readonly aspect?: number;
  /** How it is looked at. */
  readonly aim: MapAim;
  /** Is told where the reader moves it. */
  readonly onAim: (aim: MapAim) => void;
  /** Draws what lies on the ground. */
  readonly children: (view: MapView) => ComponentChildren;
}

const NARROW_PIXELS = 500;

const LARGEST_ZOOM = 24;

/** A map of land with what is drawn on it; it is moved by drag, wheel, keys and buttons. */
export function LandMap(properties: LandMapProperties): JSX.Element {
  const { box, label, aim, onAim, children } = properties;
  const [frame, width] = useWidth<HTMLDivElement>();
  const { aspect = width < NARROW_PIXELS ? 0.95 : 0.62 } = properties;
  const height = Math.round(width * aspect);
  const view = useMemo(
    () => width === 0 ? undefined : fitMap(box, { width, height, aim }),
    [...box, width, height, aim],
  );
  const zoomBy = (factor: number) => {
    const zoom = Math.min(LARGEST_ZOOM, Math.max(1, aim.zoom * factor));
    onAim(zoom === 1 ? { zoom } : { ...aim, zoom });
  };
  const moveBy = (x: number, y: number) => {
    if (view !== undefined) {
      onAim({ ...aim, centre: view.globe(view.width / 2 + x, view.height / 2 + y) });
    }
  };
  const drag = useDrag(moveBy);
  return (
    <div class="map" ref={frame}>
      {view && (
        <svg class="map-ground" width={view.width} height={view.height} aria-hidden="true">
          <MapGround view={view} />
        </svg>
      )}
      {view && (
        <svg
          class="map-marks"
          width={view.width}
          height={view.height}
          role="group"
          aria-label={label}
          tabindex={0}
          onKeyDown={(event) => answerKey(event, { zoomBy, moveBy })}
          {...drag}
        >
          {children(view)}
          <ScaleBar view={view} />
        </svg>
      )}
      <div class="map-buttons">
        <button type="button" aria-label="Zoom in" onClick={() => zoomBy(1.6)}>+</button>
        <button type="button" aria-label="Zoom out" onClick={() => zoomBy(1 / 1.6)}>−</button>
        <button type="button" aria-label="Show all" onClick={() => onAim({ zoom: 1 })}>⤢</button>
      </div>
    </div>
  );
}

/** Moves the map while the first button, or one finger, is down. */
function useDrag(moveBy: (x: number, y: number) => void): Record<string, unknown> {
  const last = useRef<[number, number] | undefined>(undefined);
  const end = () => void (last.current = undefined);
  return {
    onPointerDown: ({ button, clientX, clientY, pointerType }: PointerEvent) => {
      if (button === 0 && pointerType === "mouse") last.current = [clientX, clientY];
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (last.current === undefined) return;
      const [x, y] = last.current;
      if (Math.hypot(clientX - x, clientY - y) < 4) return; // a click is no drag
      last.current = [clientX, clientY];
      moveBy(x - clientX, y - clientY);
    },
    onPointerUp: end,
    onPointerLeave: end,
  };
}

const STEP_PIXELS = 60;

function answerKey(
  event: KeyboardEvent,
  { zoomBy, moveBy }: { zoomBy: (factor: number) => void; moveBy: (x: number, y: number) => void },
): void {
  const moves: Record<string, () => void> = {
    "+": () => zoomBy(1.6),
    "=": () => zoomBy(1.6),
    "-": () => zoomBy(1 / 1.6),
    ArrowLeft: () => moveBy(-STEP_PIXELS, 0),
    ArrowRight: () => moveBy(STEP_PIXELS, 0),
    ArrowUp: () => moveBy(0, -STEP_PIXELS),
    ArrowDown: () => moveBy(0, STEP_PIXELS),
  };
  const move = moves[event.key];
  if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  move();
}

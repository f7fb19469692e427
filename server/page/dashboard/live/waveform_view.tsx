import type { JSX, RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useStore } from "../create_store.ts";
import { theme } from "../theme.ts";
import { useWidth } from "../use_width.ts";
import { chooseChannels } from "./choose_channels.ts";
import { drawWaveforms } from "./draw_waveforms.ts";
import { PickList } from "./pick_list.tsx";
import { liveStore, shownChannels, systemNowMs, traces } from "./live_store.ts";

const ROW_CHOICES = [4, 8, 16] as const;

/** Channels change at most this often: each change opens the feed anew, milliseconds. */
const STEADY_MS = 4000;

/** Milliseconds between two pictures. */
const FRAME_MS = 125;

const STILL_FRAME_MS = 1000;

/** The last minute or two of channels as they come, with picks as they are made. */
export function WaveformView(): JSX.Element {
  const [rows, setRows] = useState<number>(8);
  const [seconds, setSeconds] = useState(60);
  const channels = useChannels(rows);
  const [frame, width] = useWidth<HTMLDivElement>();
  const canvas = useDrawing({ channels, width, seconds });
  return (
    <section class="card waveforms" aria-labelledby="waveforms-title">
      <div class="card-head">
        <h2 id="waveforms-title">Waveforms</h2>
        <div class="controls">
          <label>
            Channels{" "}
            <select value={rows} onChange={(event) => setRows(Number(event.currentTarget.value))}>
              {ROW_CHOICES.map((value) => <option key={value} value={value}>{value}</option>)}
            </select>
          </label>
          <label>
            Seconds{" "}
            <select
              value={seconds}
              onChange={(event) => setSeconds(Number(event.currentTarget.value))}
            >
              {[30, 60, 120].map((value) => <option key={value} value={value}>{value}</option>)}
            </select>
          </label>
        </div>
      </div>
      <div ref={frame}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Waveforms of ${channels.length} channels: ${
            channels.join(", ")
          }. The picks are listed below.`}
        />
      </div>
      {channels.length === 0 && <p class="quiet">No channel is heard.</p>}
      <PickList />
    </section>
  );
}

/** The channels that are shown; they follow the newest alert or event, and not too often. */
function useChannels(rows: number): readonly string[] {
  const stations = useStore(liveStore, (state) => state.stations);
  const alerts = useStore(liveStore, (state) => state.alerts);
  const events = useStore(liveStore, (state) => state.events);
  const shown = useStore(shownChannels, (value) => value);
  const wanted = useMemo(() => chooseChannels({ stations, alerts, events, rows }).join(), [
    stations,
    alerts,
    events,
    rows,
  ]);
  const lastMs = useRef(-Infinity);
  useEffect(() => {
    const wait = Math.max(0, lastMs.current + STEADY_MS - performance.now());
    const timer = setTimeout(() => {
      if (wanted === shownChannels.get().join()) return;
      lastMs.current = performance.now();
      shownChannels.set(wanted === "" ? [] : wanted.split(","));
    }, wait);
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => () => {
    if (shownChannels.get().length > 0) shownChannels.set([]); // other pages need none
  }, []);
  return shown;
}

function useDrawing(
  { channels, width, seconds }: { channels: readonly string[]; width: number; seconds: number },
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const choice = useStore(theme, (value) => value);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || width === 0) return;
    const draw = () => {
      if (document.hidden) return;
      const { picks } = liveStore.get();
      drawWaveforms(element, { channels, traces, picks, width, seconds, nowMs: systemNowMs() });
    };
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    draw();
    const timer = setInterval(draw, isStill ? STILL_FRAME_MS : FRAME_MS);
    return () => clearInterval(timer);
  }, [channels, width, seconds, choice]);
  return canvas;
}

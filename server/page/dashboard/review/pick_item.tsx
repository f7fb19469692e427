import type { JSX } from "preact";
import type { Arrival, Pick } from "../../../../engine/domain/mod.ts";
import { fixed, percent } from "../format.ts";
import { useApi } from "../use_api.ts";
import type { ExpectedStation } from "./expected_station.ts";
import { PickPlot } from "./pick_plot.tsx";
import { RecordSection } from "./record_section.tsx";
import { textsOf } from "./read_correction.ts";
import { addressOfItem, type ItemAnswer } from "./review_answers.ts";
import { sayMoved } from "./say_moved.ts";
import { stationMarks } from "./station_marks.ts";
import type { Draft } from "./use_draft.ts";
import { usePickTraces } from "./use_pick_traces.ts";

/** A pick on its waveforms; its line is moved by keys or pointer, its phase is chosen. */
export function PickItem({ answer, draft }: { answer: ItemAnswer; draft: Draft }): JSX.Element {
  const original = answer.item as Pick;
  const current = answer.current as Pick;
  const traces = usePickTraces(original);
  const event = useApi<{ picks: readonly Pick[]; arrivals: Arrival[] }>(
    answer.eventId && `/v1/events/${encodeURIComponent(answer.eventId)}`,
  );
  const { data: { stations } = { stations: NO_STATIONS } } = useApi<
    { stations: readonly ExpectedStation[] }
  >(answer.eventId && `/v1/reviews/event/${encodeURIComponent(answer.eventId)}/arrivals`);
  const { picks, arrivals } = event.data ?? { picks: NO_PICKS, arrivals: [] };
  const { arrival, marks } = stationMarks(original, { picks, arrivals, expected: stations });
  const before = textsOf(answer);
  const timeMs = Date.parse(`${(draft.texts.timeMs ?? before.timeMs).replace(" ", "T")}Z`);
  const phase = draft.texts.phase ?? before.phase;
  const movedSeconds = (timeMs - current.timeMs) / 1000;
  return (
    <>
      <PickPlot
        original={original}
        current={current}
        shown={{ ...current, timeMs, phase }}
        {...{ traces, marks }}
        onMove={(moved) => draft.correct("timeMs", textOfTime(moved))}
        onPhase={(chosen) => draft.correct("phase", chosen)}
      />
      <div class="pick-controls">
        <Phases phase={phase} onChoose={(chosen) => draft.correct("phase", chosen)} />
        <p class="number pick-time">
          <b>{new Date(timeMs).toISOString().slice(11, 23)}</b>{" "}
          <span class="quiet">{sayMoved(movedSeconds)}</span>
        </p>
      </div>
      <Facts pick={original} arrival={arrival} />
      <RecordSection
        original={original}
        shown={{ ...current, timeMs, phase }}
        {...{ picks, stations }}
      />
      {answer.eventId && (
        <p>
          <a href={addressOfItem({ kind: "event", itemId: answer.eventId })}>The event it is of</a>
          {["revised", "rejected"].includes(answer.state) && (
            <span class="quiet">: it can be relocated there with what persons said</span>
          )}
        </p>
      )}
    </>
  );
}

const NO_PICKS: readonly Pick[] = [];
const NO_STATIONS: readonly ExpectedStation[] = [];

/** A time as the field of a pick holds it. */
function textOfTime(timeMs: number): string {
  return new Date(Math.round(timeMs)).toISOString().slice(0, 23).replace("T", " ");
}

function Phases(
  { phase, onChoose }: { phase: string; onChoose: (phase: string) => void },
): JSX.Element {
  const choices = [...new Set(["P", "S", phase])];
  return (
    <fieldset class="choices">
      <legend class="unseen">Phase</legend>
      {choices.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name="phase"
            checked={choice === phase}
            onClick={() => choice !== phase && onChoose(choice)}
          />
          <span>{choice}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A number with its unit; undefined where it is not known. */
function tell(value: number | null | undefined, digits: number, unit: string): string | undefined {
  return value === undefined || value === null ? undefined : `${fixed(value, digits)}${unit}`;
}

function Facts({ pick, arrival }: { pick: Pick; arrival: Arrival | undefined }): JSX.Element {
  const { code, probability, timeErrorSeconds, method } = pick;
  const facts: [string, string | undefined][] = [
    ["Channel", `${code.network}.${code.station}.${code.location}.${code.channel}`],
    ["Found by", method],
    ["Probability", probability === undefined ? undefined : percent(probability)],
    ["Error", timeErrorSeconds === undefined ? undefined : `± ${fixed(timeErrorSeconds, 2)} s`],
    ["Distance", tell(arrival?.distanceKm, 0, " km")],
    ["Azimuth", tell(arrival?.azimuthDegrees, 0, "°")],
    ["Residual", tell(arrival?.residualSeconds, 2, " s")],
  ];
  return (
    <dl class="facts number">
      {facts.filter(([, value]) => value !== undefined).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

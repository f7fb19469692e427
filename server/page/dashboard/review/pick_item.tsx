import type { JSX } from "preact";
import type { Pick } from "../../../../engine/domain/mod.ts";
import { fixed, percent } from "../format.ts";
import { PickPlot } from "./pick_plot.tsx";
import { textsOf } from "./read_correction.ts";
import type { ItemAnswer } from "./review_answers.ts";
import { sayMoved } from "./say_moved.ts";
import type { Draft } from "./use_draft.ts";
import { usePickTraces } from "./use_pick_traces.ts";

/** A pick on its waveforms; its line is moved by keys or pointer, its phase is chosen. */
export function PickItem({ answer, draft }: { answer: ItemAnswer; draft: Draft }): JSX.Element {
  const original = answer.item as Pick;
  const current = answer.current as Pick;
  const traces = usePickTraces(original);
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
        traces={traces}
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
      <Facts pick={original} />
    </>
  );
}

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

function Facts({ pick }: { pick: Pick }): JSX.Element {
  const { code, probability, timeErrorSeconds, method } = pick;
  const facts: [string, string | undefined][] = [
    ["Channel", `${code.network}.${code.station}.${code.location}.${code.channel}`],
    ["Found by", method],
    ["Probability", probability === undefined ? undefined : percent(probability)],
    ["Error", timeErrorSeconds === undefined ? undefined : `± ${fixed(timeErrorSeconds, 2)} s`],
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

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ScheduledSkillReport } from "../../../../engine/domain/mod.ts";
import { Choice } from "../choice.tsx";
import { useModels } from "../forecasts/use_models.ts";
import { useForecastNews } from "../live/use_forecast_news.ts";
import { hasRecords, NoRecords } from "../no_records.tsx";
import { useApi } from "../use_api.ts";
import { Waiting } from "../waiting.tsx";
import { ConsistencyStrips } from "./consistency_strips.tsx";
import { GainPlot } from "./gain_plot.tsx";
import { GateState } from "./gate_state.tsx";
import { ReliabilityDiagram } from "./reliability_diagram.tsx";

/** How the scheduled forecasts of a model have done against a baseline. */
export function SkillPage(): JSX.Element {
  return (
    <>
      <h1>Skill</h1>
      {hasRecords() ? <SkillOfModels /> : <NoRecords />}
    </>
  );
}

function SkillOfModels(): JSX.Element {
  const models = useModels();
  const [chosen, setChosen] = useState<string>();
  useForecastNews(models.reload);
  const model = chosen ?? models.data?.[0];
  return (
    <>
      <p class="lead">
        Every forecast is kept as it was made and scored once its time is over. This is how they
        did.
      </p>
      <Waiting answer={models} what="the forecasts">
        {(names) =>
          model === undefined
            ? (
              <p class="card">
                No scheduled forecast has been made yet, so that nothing can be scored.
              </p>
            )
            : (
              <>
                <Choice label="Model" names={names} chosen={model} onChoose={setChosen} />
                <SkillOf key={model} model={model} />
              </>
            )}
      </Waiting>
    </>
  );
}

function SkillOf({ model }: { model: string }): JSX.Element {
  const [baseline, setBaseline] = useState<string>();
  const query = new URLSearchParams(baseline === undefined ? { model } : { model, baseline });
  const answer = useApi<ScheduledSkillReport>(`/v1/skill?${query}`);
  useForecastNews(answer.reload);
  return (
    <Waiting answer={answer} what="the skill">
      {(report) => (
        <>
          <Choice
            label="Against"
            names={report.baselines}
            chosen={report.baseline}
            onChoose={setBaseline}
          />
          <Report report={report} />
        </>
      )}
    </Waiting>
  );
}

function Report({ report }: { report: ScheduledSkillReport }): JSX.Element {
  return (
    <div class="columns">
      <GainPlot report={report} />
      <ReliabilityDiagram bins={report.reliability} />
      <div class="stack">
        {report.gate !== null && <GateState gate={report.gate} />}
        <p class="quiet">{report.note}</p>
      </div>
      <ConsistencyStrips tests={report.tests} />
    </div>
  );
}

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
  const models = useModels();
  const [chosen, setChosen] = useState<string>();
  const [against, setAgainst] = useState<string>();
  const model = chosen ?? models.data?.[0];
  const answer = useApi<ScheduledSkillReport>(
    model &&
      `/v1/skill?${new URLSearchParams({
        model,
        ...against === undefined ? {} : { baseline: against },
      })}`,
  );
  useForecastNews(() => {
    models.reload();
    answer.reload();
  });
  const choose = (name: string) => {
    setChosen(name);
    setAgainst(undefined); // another model may be measured against others
  };
  if (!hasRecords()) {
    return (
      <>
        <h1>Skill</h1>
        <NoRecords />
      </>
    );
  }
  return (
    <>
      <h1>Skill</h1>
      <p class="lead">
        Every forecast is kept as it was made and scored once its time is over. This is how they
        did.
      </p>
      <Waiting answer={models} what="the forecasts">
        {(names) =>
          names.length === 0
            ? (
              <p class="card">
                No scheduled forecast has been made yet, so that nothing can be scored.
              </p>
            )
            : (
              <>
                <Choice label="Model" names={names} chosen={model} onChoose={choose} />
                <Waiting answer={answer} what="the skill">
                  {(report) => (
                    <>
                      <Choice
                        label="Against"
                        names={report.baselines}
                        chosen={report.baseline}
                        onChoose={setAgainst}
                      />
                      <Report report={report} />
                    </>
                  )}
                </Waiting>
              </>
            )}
      </Waiting>
    </>
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

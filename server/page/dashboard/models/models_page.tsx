import type { JSX } from "preact";
import { formatDate } from "../../../../engine/drawing/mod.ts";
import { useApi } from "../use_api.ts";
import { useRoute } from "../use_route.ts";
import { Waiting } from "../waiting.tsx";
import { ModelCardView } from "./model_card_view.tsx";
import type { ModelSummary } from "./model_summary.ts";
import { SkillInterval } from "./skill_interval.tsx";

/** All models of the server, or the card of the one that the address names. */
export function ModelsPage(): JSX.Element {
  const name = /^\/models\/(.+)$/.exec(useRoute())?.[1];
  return name === undefined ? <ModelList /> : <ModelCardView name={decodeURIComponent(name)} />;
}

function ModelList(): JSX.Element {
  const answer = useApi<{ models: ModelSummary[] }>("/v1/models");
  return (
    <>
      <h1>Models</h1>
      <p class="lead">
        Each model comes with a card: what it was trained on, how much it gains over the best simple
        rule on data it never saw, and what it is not for.
      </p>
      <Waiting answer={answer} what="the models">
        {({ models }) =>
          models.length === 0
            ? (
              <p class="card">
                This server has no model yet: it shows those of the folder that{" "}
                <code>--models</code> names, and the verb <code>train</code> makes them.
              </p>
            )
            : (
              <ul class="cards">
                {models.map((model) => (
                  <li key={model.name}>
                    <Summary model={model} />
                  </li>
                ))}
              </ul>
            )}
      </Waiting>
    </>
  );
}

function Summary({ model }: { model: ModelSummary }): JSX.Element {
  const { name, usable, fault, network, task, minMagnitude, horizon, trainedOn, skill } = model;
  return (
    <article class="card">
      <h2>{usable ? <a href={`#/models/${encodeURIComponent(name)}`}>{name}</a> : name}</h2>
      {usable
        ? (
          <p class="quiet">
            {[network, task, minMagnitude !== undefined && `M ${minMagnitude} or more`, horizon]
              .filter(Boolean).join(" · ")}
          </p>
        )
        : <p class="said-error">It cannot be used: {fault}</p>}
      {trainedOn !== undefined && (
        <p>
          Trained on {trainedOn.name}, {formatDate(trainedOn.from)} to {formatDate(trainedOn.to)}.
        </p>
      )}
      {skill !== undefined && (
        <>
          <SkillInterval
            skill={skill}
            unit={task === "point process" ? "nats an event" : "nats a window"}
          />
          <p>{skill.sentence}</p>
        </>
      )}
    </article>
  );
}

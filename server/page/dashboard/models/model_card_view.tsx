import type { JSX } from "preact";
import { FactsTable } from "../facts_table.tsx";
import { useApi } from "../use_api.ts";
import { Waiting } from "../waiting.tsx";
import { type AnyCard, cardFacts } from "./card_facts.ts";
import { SkillInterval } from "./skill_interval.tsx";

/** The card of one model. */
export function ModelCardView({ name }: { name: string }): JSX.Element {
  const answer = useApi<AnyCard>(`/v1/models/${encodeURIComponent(name)}`);
  return (
    <>
      <p>
        <a class="back" href="#/models">All models</a>
      </p>
      <h1>{name}</h1>
      <Waiting answer={answer} what="the card">{(card) => <Card card={card} />}</Waiting>
    </>
  );
}

function Card({ card }: { card: AnyCard }): JSX.Element {
  const { kind, facts, skill, skillUnit, scores, calibration, warnings } = cardFacts(card);
  return (
    <div class="columns">
      <section class="card" aria-labelledby="about-heading">
        <h2 id="about-heading">What it is, and what it is not for</h2>
        <p class="quiet">{kind}</p>
        <Sentences lines={card.about} />
      </section>
      {skill !== undefined && (
        <section class="card" aria-labelledby="skill-heading">
          <h2 id="skill-heading">Skill on data it never saw</h2>
          <SkillInterval skill={skill} unit={skillUnit} />
          <p>{skill.sentence}</p>
        </section>
      )}
      {calibration.length > 0 && (
        <section class="card" aria-labelledby="calibration-heading">
          <h2 id="calibration-heading">Calibration</h2>
          <Sentences lines={calibration} />
        </section>
      )}
      {warnings.length > 0 && (
        <section class="card" aria-labelledby="warnings-heading">
          <h2 id="warnings-heading">What a reader must know</h2>
          <Sentences lines={warnings} />
        </section>
      )}
      {scores !== undefined && (
        <section class="card wide" aria-labelledby="scores-heading">
          <h2 id="scores-heading">Scores</h2>
          <FactsTable table={scores.table} caption={scores.note} />
        </section>
      )}
      <section class="card wide" aria-labelledby="facts-heading">
        <h2 id="facts-heading">Facts</h2>
        <FactsTable table={facts} caption="What it was made of" />
      </section>
    </div>
  );
}

function Sentences({ lines }: { lines: readonly string[] }): JSX.Element {
  return <ul class="sentences">{lines.map((line) => <li key={line}>{line}</li>)}</ul>;
}

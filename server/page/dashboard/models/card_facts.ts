import {
  isMagnitudeCard,
  isPickerCard,
  isPointProcessCard,
  isPoolCard,
  type MagnitudeCard,
  type ModelCard,
  type PickerCard,
  type PointProcessCard,
  type PoolCard,
  type Skill,
} from "../../../../engine/domain/mod.ts";
import {
  formatCount,
  formatNumber,
  SKILL_NOTE,
  type Table,
  tabulateCard,
  tabulatePickerCard,
  tabulatePointCard,
  tabulatePoolCard,
  tabulatePoolMembers,
  tabulateSkill,
} from "../../../../engine/drawing/mod.ts";

/** Any card that GET /v1/models/{name} answers with. */
export type AnyCard = ModelCard | PointProcessCard | PickerCard | MagnitudeCard | PoolCard;

/** A card as the page shows it, whatever kind of model it is of. */
export interface CardFacts {
  /** What kind of model it is, in words. */
  readonly kind: string;
  /** What it is and what it was trained on. */
  readonly facts: Table;
  /** Its gain over the best baseline on data it never saw; left out where none was measured. */
  readonly skill?: Skill;
  /** What the gain is per. */
  readonly skillUnit: string;
  /** Its scores beside those of others; left out where there are none. */
  readonly scores?: { readonly table: Table; readonly note: string };
  /** Whether its probabilities held, a sentence each. */
  readonly calibration: readonly string[];
  /** What a reader must know, a sentence each. */
  readonly warnings: readonly string[];
}

/** What the page shows of a card. */
export function cardFacts(card: AnyCard): CardFacts {
  if (isPickerCard(card)) return pickerFacts(card);
  if (isMagnitudeCard(card)) return magnitudeFacts(card);
  if (isPoolCard(card)) return poolFacts(card);
  return isPointProcessCard(card) ? pointFacts(card) : networkFacts(card);
}

function networkFacts(card: ModelCard): CardFacts {
  const gates = Object.entries(card.calibration ?? {}).flatMap(([who, parts]) =>
    Object.entries(parts).map(([part, gate]) =>
      `${who}${part === "cells" ? ", in cells" : ""}: ${gate.sentence}`
    )
  );
  return {
    kind: `Network (${card.configuration.model})`,
    facts: tabulateCard(card),
    ...{ skill: card.skill, skillUnit: "nats a window" },
    scores: { table: tabulateSkill(card), note: SKILL_NOTE },
    ...{ calibration: gates, warnings: [] },
  };
}

function pointFacts(card: PointProcessCard): CardFacts {
  const { calibration, consistency } = card;
  const gates = calibration === undefined ? [] : [
    `${card.process}: ${calibration.gates.model.sentence}`,
    `Poisson: ${calibration.gates.baseline.sentence}`,
  ];
  return {
    kind: `Point process (${card.process})`,
    facts: tabulatePointCard(card),
    ...{ skill: card.skill, skillUnit: "nats an event" },
    scores: consistency === null ? undefined : {
      table: {
        columns: [{ title: "consistency test" }, { title: "passed", align: "right" }],
        rows: consistency.tests.map((
          { question, passed, valid },
        ) => [question, `${passed} of ${valid}`]),
      },
      note: `Of ${consistency.windows} forecasts of ${consistency.days} days in the test part.`,
    },
    ...{ calibration: gates, warnings: card.warnings },
  };
}

function poolFacts(card: PoolCard): CardFacts {
  return {
    kind: `Pool of ${card.members.length} models`,
    facts: tabulatePoolCard(card),
    ...{ skill: card.skill, skillUnit: "nats a window" },
    scores: {
      table: tabulatePoolMembers(card),
      note: "Log scores on windows no member was fitted to, nats a window; more is better. " +
        card.overBestMember.sentence,
    },
    ...{ calibration: [], warnings: card.warnings },
  };
}

function pickerFacts(card: PickerCard): CardFacts {
  return {
    kind: "Picker of P and S",
    facts: tabulatePickerCard(card),
    ...{ skillUnit: "", calibration: [], warnings: card.warnings },
  };
}

function magnitudeFacts(card: MagnitudeCard): CardFacts {
  const { data, heldOut } = card;
  const row = (name: string, scores: MagnitudeCard["heldOut"]["network"]) => [
    name,
    formatNumber(scores.meanAbsoluteError),
    formatNumber(scores.sigma),
  ];
  return {
    kind: "Magnitude network",
    facts: {
      columns: [{ title: "model card" }, { title: "" }],
      rows: [
        ["weights", formatCount(card.weights)],
        ["trained on", `${data.name}, ${formatCount(data.recordings)} recordings`],
        ["stations", data.stations.join(", ")],
        ["magnitudes", data.magnitudes.join(" to ")],
        ["fingerprint", data.fingerprint],
        ["seed", String(card.seed)],
      ],
    },
    scores: {
      table: {
        columns: [
          { title: "held out in turn" },
          { title: "mean absolute error", align: "right" },
          { title: "sigma", align: "right" },
        ],
        rows: [row("network", heldOut.network), row("regression alone", heldOut.regression)],
      },
      note: "Units of magnitude, on recordings that were not trained on.",
    },
    ...{ skillUnit: "", calibration: [], warnings: [] },
  };
}

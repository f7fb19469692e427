import { type ElicitationQuestion, formatTime } from "../engine/domain/mod.ts";
import type { ElicitationScores, PooledAnswer } from "../engine/forecasting/mod.ts";

/** What an action has to tell: a document, and the same as text. */
export interface ElicitText {
  /** For programs. */
  document: unknown;
  /** For a person. */
  text: string;
}

const right = "right" as const;

/** A question as it was written down. */
export function questionText(question: ElicitationQuestion, isNew: boolean): ElicitText {
  const { id, startMs, endMs, minimumMagnitude, model, distribution } = question;
  const { completeness, knownUntilMs } = question;
  const text = [
    isNew ? `Asked: ${id}` : `There was this question already: ${id}`,
    `How many earthquakes of magnitude ${minimumMagnitude} or more from ${
      formatTime(startMs)
    } to ` +
    `${formatTime(endMs)}? By the model (${model}) at least one has a probability of ` +
    `${percent(1 - distribution[0])}. Answers are taken until the window begins.` +
    (completeness === undefined ? "" : (
      ` The database seems complete only from magnitude ${completeness} on: smaller earthquakes that ` +
      "it lacks are missing in this probability, and in what answers are scored by."
    )) +
    (knownUntilMs === undefined ? "" : (
      ` The database seems to end at ${
        formatTime(knownUntilMs)
      }, more than twice its longest silence ago: the ` +
      "probability is of windows before, and answers are scored once it goes on."
    )),
  ].join("\n");
  return { document: { question, isNew }, text };
}

/** What all say of a question, together and each. */
export async function poolText(
  question: ElicitationQuestion,
  pooled: PooledAnswer,
): Promise<ElicitText> {
  const { formatTable } = await import("../engine/drawing/mod.ts");
  const number = (value: number) => String(Number(value.toPrecision(3)));
  const expected = pooled.voices.reduce((sum, voice) => sum + voice.weight * voice.expected, 0);
  const table = formatTable([
    ["together", "1", percent(pooled.probability), number(expected), ""],
    ...pooled.voices.map((voice) => [
      ...[voice.name, voice.weight.toFixed(3), percent(voice.probability)],
      ...[number(voice.expected), voice.reason],
    ]),
  ], {
    columns: [
      { title: "who" },
      { title: "weight", align: right },
      { title: "one or more", align: right },
      { title: "expected", align: right },
      { title: "why" },
    ],
  });
  const { share } = pooled.disagreement;
  const text = `${questionText(question, true).text.split("\n")[1]}\n\n${table}\n\n` +
    `They disagree by ${number(100 * share)} % of what they could.`;
  return { document: { question, pooled }, text };
}

/** How all did in each window that is over. */
export async function scoreText(scores: ElicitationScores): Promise<ElicitText> {
  const { formatTable } = await import("../engine/drawing/mod.ts");
  const rows = scores.questions.flatMap(({ question, observed, model, pool, experts }) =>
    [
      { ...model, weight: "" },
      { name: "together", ...pool, weight: "" },
      ...experts.map((expert) => ({
        ...expert,
        name: expert.author,
        weight: expert.weight.toFixed(3),
      })),
    ].map(({ name, weight, probability, logScore, brier }, line) => [
      ...[line === 0 ? question : "", line === 0 ? String(observed) : "", name, weight],
      ...[percent(probability), logScore.toFixed(3), brier.toFixed(3)],
    ])
  );
  const text = rows.length === 0 ? "No window is over yet." : formatTable(rows, {
    columns: [
      { title: "question" },
      { title: "events", align: right },
      { title: "who" },
      { title: "weight", align: right },
      { title: "one or more", align: right },
      { title: "log score", align: right },
      { title: "Brier", align: right },
    ],
  }) + `\n\nTogether less the model: ${signed(scores.poolGain)} nats.`;
  return { document: scores, text };
}

/** What experts have earned. */
export async function standingText(scores: ElicitationScores): Promise<ElicitText> {
  const { formatTable } = await import("../engine/drawing/mod.ts");
  const show = (value: number | null, format: (value: number) => string) =>
    value === null ? "-" : format(value);
  const fixed = (value: number) => value.toFixed(3);
  const text = scores.experts.length === 0 ? "No expert has answered yet." : formatTable(
    scores.experts.map((one) => [
      ...[one.author, String(one.scored), fixed(one.weight), one.odds.toPrecision(3)],
      ...[show(one.gain, signed), show(one.brier, fixed), show(one.modelBrier, fixed)],
    ]),
    {
      columns: [
        { title: "expert" },
        { title: "scored", align: right },
        { title: "weight alone", align: right },
        { title: "odds", align: right },
        { title: "gain over model", align: right },
        { title: "Brier", align: right },
        { title: "of the model", align: right },
      ],
    },
  ) + `\n\nGains are nats a window. Together less the model: ${signed(scores.poolGain)} nats.`;
  return { document: { experts: scores.experts, poolGain: scores.poolGain }, text };
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(3)}`;
}

function percent(probability: number): string {
  const value = 100 * probability;
  if (value > 99.9) return "over 99.9 %";
  return value < 0.01 ? "below 0.01 %" : `${Number(value.toPrecision(3))} %`;
}

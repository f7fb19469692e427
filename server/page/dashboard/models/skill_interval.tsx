import type { JSX } from "preact";
import type { Skill } from "../../../../engine/domain/mod.ts";
import { formatSigned } from "../../../../engine/drawing/mod.ts";

const WIDTH = 320;
const HEIGHT = 46;
const MIDDLE = 16;

/** A gain over a baseline with its interval, beside the line of no gain. */
export function SkillInterval({ skill, unit }: { skill: Skill; unit: string }): JSX.Element {
  const { nats, low, high, baseline } = skill;
  const reach = 1.25 * Math.max(Math.abs(low), Math.abs(high), Math.abs(nats), 1e-9);
  const place = (value: number) => WIDTH / 2 + value / reach * (WIDTH / 2 - 10);
  const told = `${formatSigned(nats)} ${unit} over ${baseline}, 95 % interval ${
    formatSigned(low)
  } to ${formatSigned(high)}`;
  return (
    <svg
      class="figure skill-interval"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={told}
    >
      <line class="figure-ideal" x1={place(0)} x2={place(0)} y1={2} y2={MIDDLE + 14} />
      <text x={place(0)} y={HEIGHT - 2} text-anchor="middle">no gain</text>
      <g class={skill.beatsBaseline ? "figure-model" : "figure-doubt"}>
        <line x1={place(low)} x2={place(high)} y1={MIDDLE} y2={MIDDLE} />
        <path d={`M${place(low)} ${MIDDLE - 6}v12M${place(high)} ${MIDDLE - 6}v12`} />
        <circle cx={place(nats)} cy={MIDDLE} r={6} />
      </g>
    </svg>
  );
}

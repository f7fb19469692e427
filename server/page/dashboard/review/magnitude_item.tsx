import type { JSX } from "preact";
import type { EventMagnitude } from "../../../../engine/domain/mod.ts";
import { fixed } from "../format.ts";
import { useApi } from "../use_api.ts";
import { addressOfItem, type ItemAnswer } from "./review_answers.ts";

const ROW_HEIGHT = 34;

const WIDTH = 560;

const LEFT = 118;

/** A magnitude beside the others of its event: whether they agree. */
export function MagnitudeItem({ answer }: { answer: ItemAnswer }): JSX.Element {
  const shown = answer.current as EventMagnitude;
  const event = useApi<{ magnitudes: EventMagnitude[] }>(
    answer.eventId && `/v1/events/${encodeURIComponent(answer.eventId)}`,
  );
  const others = (event.data?.magnitudes ?? []).filter(({ id }) => id !== shown.id);
  const { magnitudeType } = answer.item as EventMagnitude;
  const stations = others.filter((one) =>
    one.station !== undefined && one.magnitudeType === magnitudeType
  );
  const rows = [shown, ...others.filter(({ station }) => station === undefined)].slice(0, 9);
  return (
    <>
      <dl class="facts number">
        <Fact name="Value" value={`${fixed(shown.magnitude, 2)} ${shown.magnitudeType}`} />
        <Fact
          name="Error"
          value={isKnown(shown.error) ? `± ${fixed(shown.error, 2)}` : "not known"}
        />
        <Fact name="Stations" value={shown.stationCount?.toString()} />
        <Fact name="Found by" value={shown.method} />
      </dl>
      <h3>Beside the others of the event</h3>
      <MagnitudeStrip rows={rows} stations={stations} />
      {answer.eventId && (
        <p>
          <a href={addressOfItem({ kind: "event", itemId: answer.eventId })}>The event it is of</a>
        </p>
      )}
    </>
  );
}

function isKnown(value: number | null | undefined): value is number {
  return value !== undefined && value !== null && Number.isFinite(value);
}

function Fact({ name, value }: { name: string; value: string | undefined }): JSX.Element | null {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** A row for each: a point, and a bar of one standard deviation to each side. Stations are a row of small points. */
function MagnitudeStrip(
  { rows, stations }: { rows: readonly EventMagnitude[]; stations: readonly EventMagnitude[] },
): JSX.Element {
  const ends = [...rows, ...stations].flatMap(({ magnitude, error }) => {
    const reach = isKnown(error) ? error : 0.1;
    return [magnitude - reach, magnitude + reach];
  });
  const low = Math.floor(2 * Math.min(...ends) - 0.2) / 2;
  const high = Math.ceil(2 * Math.max(...ends) + 0.2) / 2;
  const x = (magnitude: number) => LEFT + (magnitude - low) / (high - low) * (WIDTH - LEFT - 16);
  const height = (rows.length + (stations.length > 0 ? 1 : 0)) * ROW_HEIGHT;
  const ticks = Array.from({ length: Math.round(2 * (high - low)) + 1 }, (_, i) => low + i / 2);
  const words = rows.map(({ magnitude, magnitudeType }) =>
    `${magnitudeType} ${fixed(magnitude, 1)}`
  );
  return (
    <svg
      class="figure magnitude-strip"
      viewBox={`0 0 ${WIDTH} ${height + 26}`}
      role="img"
      aria-label={words.join(", ")}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="plot-grid" x1={x(tick)} x2={x(tick)} y1={0} y2={height} />
          <text class="plot-time" x={x(tick)} y={height + 18}>{fixed(tick, 1)}</text>
        </g>
      ))}
      {rows.map(({ id, magnitude, magnitudeType, error }, i) => {
        const y = (i + 0.5) * ROW_HEIGHT;
        const reach = isKnown(error) ? error : 0;
        return (
          <g key={id} class="strip-row" data-shown={i === 0}>
            <text x={8} y={y + 4}>{magnitudeType} {fixed(magnitude, 2)}</text>
            <line x1={x(magnitude - reach)} x2={x(magnitude + reach)} y1={y} y2={y} />
            <circle cx={x(magnitude)} cy={y} r={i === 0 ? 7 : 5} />
          </g>
        );
      })}
      {stations.length > 0 && (
        <g class="strip-stations">
          <text x={8} y={height - ROW_HEIGHT / 2 + 4}>{stations.length} stations</text>
          {stations.map(({ id, magnitude }) => (
            <circle key={id} cx={x(magnitude)} cy={height - ROW_HEIGHT / 2} r={3.5} />
          ))}
        </g>
      )}
    </svg>
  );
}

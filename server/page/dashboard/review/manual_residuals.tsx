import type { JSX } from "preact";
import { type Pick, stationOf } from "../../../../engine/domain/mod.ts";
import { useApi } from "../use_api.ts";
import { type ExpectedStation, waveOf } from "./expected_station.ts";
import { ResidualPlot } from "./residual_plot.tsx";
import type { StationArrival } from "./station_arrival.ts";

/** How picks fit an origin that a person gave, and that knows no arrivals: against what is expected from there. */
export function ManualResiduals({ eventId }: { eventId: string }): JSX.Element {
  const id = encodeURIComponent(eventId);
  const event = useApi<{ picks: Pick[] }>(`/v1/events/${id}`);
  const expected = useApi<{ stations: ExpectedStation[] }>(`/v1/reviews/event/${id}/arrivals`);
  const arrivals = expectedResiduals(event.data?.picks ?? [], expected.data?.stations ?? []);
  return <ResidualPlot arrivals={arrivals} />;
}

/** Residuals of the picks that stand, of P and S at stations where they are expected; the nearest station first. */
export function expectedResiduals(
  picks: readonly Pick[],
  stations: readonly ExpectedStation[],
): StationArrival[] {
  return stations.flatMap(({ station, distanceKm, pMs, sMs }) =>
    picks.filter(({ code, phase, evaluation }) =>
      stationOf(code) === station && /^[ps]/i.test(phase) && evaluation !== "rejected"
    ).flatMap(({ id: pickId, phase, timeMs }) => {
      const expectedMs = waveOf(phase) === "S" ? sMs : pMs;
      if (expectedMs === undefined) return [];
      const residualSeconds = (timeMs - expectedMs) / 1000;
      return [{
        ...{ pickId, station, phase, distanceKm, residualSeconds },
        ...{ azimuthDegrees: NaN, weight: NaN },
      }];
    })
  );
}

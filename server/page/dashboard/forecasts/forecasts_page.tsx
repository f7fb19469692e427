import type { JSX } from "preact";
import { useForecastNews } from "../live/use_forecast_news.ts";
import { hasRecords, NoRecords } from "../no_records.tsx";
import { useApi } from "../use_api.ts";
import { useRoute } from "../use_route.ts";
import { Waiting } from "../waiting.tsx";
import { ForecastList } from "./forecast_list.tsx";
import type { ListedForecast, ScoredForecast } from "./listed_forecast.ts";
import { ForecastView } from "./forecast_view.tsx";

/** The scheduled forecasts: the one that the address names, or the newest, and the list of all. */
export function ForecastsPage(): JSX.Element {
  const named = /^\/forecasts\/(.+)$/.exec(useRoute())?.[1];
  const list = useApi<{ forecasts: ListedForecast[] }>(
    hasRecords() ? "/v1/scheduled-forecasts?limit=100" : undefined,
  );
  const id = named === undefined ? list.data?.forecasts[0]?.id : decodeURIComponent(named);
  const one = useApi<ScoredForecast>(
    hasRecords() && id ? `/v1/scheduled-forecasts/${encodeURIComponent(id)}` : undefined,
  );
  useForecastNews(() => {
    list.reload();
    one.reload(); // its outcome may be known
  });
  if (!hasRecords()) {
    return (
      <>
        <h1>Forecasts</h1>
        <NoRecords />
      </>
    );
  }
  return (
    <>
      <h1>Forecasts</h1>
      {id !== undefined && (
        <Waiting answer={one} what="the forecast">
          {(forecast) => <ForecastView forecast={forecast} />}
        </Waiting>
      )}
      <section class="card" aria-labelledby="list-heading">
        <h2 id="list-heading">All scheduled forecasts</h2>
        <Waiting answer={list} what="the list">
          {({ forecasts }) => <ForecastList forecasts={forecasts} shown={id} />}
        </Waiting>
      </section>
    </>
  );
}

import { useMemo } from "preact/hooks";
import type { ForecastNotice } from "../../../../engine/domain/mod.ts";
import { hasRecords } from "../no_records.tsx";
import { type ApiAnswer, useApi } from "../use_api.ts";

/** Names of the models that have made scheduled forecasts, that of the newest first. */
export function useModels(): ApiAnswer<string[]> {
  const answer = useApi<{ forecasts: ForecastNotice[] }>(
    hasRecords() ? "/v1/scheduled-forecasts?limit=200" : undefined,
  );
  const data = useMemo(
    () => answer.data && [...new Set(answer.data.forecasts.map(({ model }) => model))],
    [answer.data],
  );
  return { ...answer, data };
}

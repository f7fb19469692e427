import type { JSX } from "preact";
import { EventItem } from "./event_item.tsx";
import { ForecastItem } from "./forecast_item.tsx";
import { MagnitudeItem } from "./magnitude_item.tsx";
import { PickItem } from "./pick_item.tsx";
import type { ItemAnswer } from "./review_answers.ts";
import type { Draft } from "./use_draft.ts";

/** What there is to see of an item, by its kind. */
export function ItemView({ answer, draft }: { answer: ItemAnswer; draft: Draft }): JSX.Element {
  switch (answer.kind) {
    case "pick":
      return <PickItem answer={answer} draft={draft} />;
    case "event":
      return <EventItem answer={answer} draft={draft} />;
    case "magnitude":
      return <MagnitudeItem answer={answer} />;
    case "forecast":
      return <ForecastItem answer={answer} />;
  }
}
